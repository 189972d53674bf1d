"""The metric that KEDA's Kafka scaler reports to the autoscaler, by KEDA's formula."""

from collections.abc import Mapping, Sequence


def metric(lags: Sequence[int], settings: Mapping[str, str]) -> int:
    """The lag that is reported for these partitions; ``settings`` are the trigger's metadata.

    It never reports more than ``lagThreshold`` per partition, so there are never more workers than
    partitions. With even distribution, it reports the threshold times the smallest sufficient
    divisor of the number of partitions.
    """
    threshold = int(settings["lagThreshold"])
    total = sum(lags)
    if settings.get("ensureEvenDistributionOfPartitions") == "true":
        total = threshold * _enough(total, len(lags), threshold)
    if settings.get("allowIdleConsumers") != "true" and total // threshold > len(lags):
        total = threshold * len(lags)
    return total


def _enough(total: int, partitions: int, threshold: int) -> int:
    divisors = (number for number in range(1, partitions + 1) if partitions % number == 0)
    return next((number for number in divisors if number * threshold >= total), partitions)
