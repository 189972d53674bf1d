"""What is known of a person's gender before any pronoun is read."""

from collections.abc import Iterable

from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.grouping.clusters import Cluster, fullest
from worker.nlp.entities.titles import gender_said


def genders(clusters: Iterable[Cluster]) -> None:
    """Set each person's gender to what the gazetteer, a title or the given name says."""
    for cluster in clusters:
        if cluster.type == "person" and cluster.record is not None:
            cluster.gender = cluster.record.gender
        elif cluster.type == "person":
            said = {gender_said(name.titles) for name in cluster.names} - {None}
            if len(said) == 1:
                cluster.gender = said.pop()
            elif not said:
                full = next((name for name in fullest(cluster.names) if len(name.parts) > 1), None)
                cluster.gender = None if full is None else usual_gender(full.parts[0])
