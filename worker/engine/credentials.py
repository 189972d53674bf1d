"""The connection's credentials as Faust wants them."""

import ssl

import faust

from worker.settings import Settings


def faust_credentials(settings: Settings) -> faust.SASLCredentials | faust.SSLCredentials | None:
    """Credentials of the settings' security protocol; None where it has none."""
    context = None
    if settings.uses_ssl:
        context = ssl.create_default_context(cafile=settings.ssl_ca_file or None)
    if settings.uses_sasl:
        return faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None
