"""Kafka credentials in the form that Faust expects."""

import ssl

import faust

from worker.settings import Settings


def faust_credentials(settings: Settings) -> faust.SASLCredentials | faust.SSLCredentials | None:
    """The credentials for the configured security protocol; None if it needs none."""
    context = None
    if settings.uses_ssl:
        context = ssl.create_default_context(cafile=settings.ssl_ca_file or None)
        if settings.ssl_certificate_file:
            context.load_cert_chain(settings.ssl_certificate_file, settings.ssl_key_file or None)
    if settings.uses_sasl:
        return faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.password,
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None
