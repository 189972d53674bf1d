"""What the console shows when Kafka has a problem, and that it recovers by itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from local_kafka import Broker
from tests.browser.conftest import patient_ms, running_console
from tests.support.cluster import Cluster
from tests.support.enriched import praise

pytestmark = [pytest.mark.integration, pytest.mark.browser]


def test_a_broker_that_goes_is_told_and_one_that_comes_back_is_read_on(
    own_kafka: Broker, page: Page
) -> None:
    cluster = Cluster(own_kafka.bootstrap_servers, "")
    with running_console(cluster) as console:
        page.goto(console.address)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("stancewire topics create", timeout=patient_ms(30))
        cluster.create_topics()
        expect(page.get_by_role("heading", level=1)).to_have_text("No articles yet")
        expect(alert).to_be_hidden(timeout=patient_ms(30))
        console.write(praise(1))
        expect(page.locator(".articles > li")).to_have_count(1)

        own_kafka.kill()
        expect(alert).to_contain_text("nothing new arrives", timeout=patient_ms(30))
        expect(alert).to_contain_text("The 1 article read earlier can still be viewed")
        page.get_by_role("link", name="Kolb praises Peru 1").click()
        expect(page.locator(".card")).to_have_count(1)
        page.goto(f"{console.address}/worker")
        expect(page.get_by_text(re.compile("The lag is not known: no Kafka"))).to_be_visible()

        page.goto(console.address)
        own_kafka.restart()
        expect(page.locator("#status")).to_contain_text("Live", timeout=patient_ms(60))
        expect(alert).to_be_hidden()
        console.write(praise(2))
        expect(page.locator(".articles > li")).to_have_count(2)
