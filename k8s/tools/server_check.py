"""Apply every overlay, and the console, to a real API server: ``make k8s-server-check``.

A schema says what a field may contain. Only the server shows whether it accepts the whole: its own
validation, the rules inside the definitions, and the admission of pods.
"""

import copy
import subprocess
import sys

import yaml

from k8s.tools.places import FOLDERS, K8S, Manifest, definitions, render
from k8s.tools.server import Server, ServerError, running
from k8s.tools.server_build import kube_apiserver


def say(text: str) -> None:
    """Print one line of the report."""
    print(text, flush=True)


def apply(server: Server, manifests: list[Manifest]) -> list[str]:
    """Apply these objects on the server's side; returns its answer, a line for each."""
    text = yaml.safe_dump_all(manifests)
    return server.do("apply", "--server-side", "-f", "-", given=text).splitlines()


def refused(server: Server, manifest: Manifest) -> str:
    """The server's reason for refusing it. Raises ServerError if it accepts it."""
    done = server.ask("apply", "--server-side", "-f", "-", given=yaml.safe_dump(manifest))
    if not done.returncode:
        raise ServerError(f"accepted, but should have been refused: {manifest['kind']}")
    return " ".join(done.stderr.split())


def install_definitions(server: Server) -> None:
    """Install the operators' custom resource definitions."""
    found = list(definitions())
    apply(server, found)
    names = [f"crd/{definition['metadata']['name']}" for definition in found]
    server.do("wait", "--for=condition=Established", "--timeout=60s", *names)
    say(f"{len(found)} definitions established")


def prepare(server: Server, manifests: list[Manifest]) -> None:
    """Create what other programs make in a cluster: other namespaces, default accounts."""
    spaces = sorted({m["metadata"].get("namespace", "") for m in manifests} - {""})
    # Without the overlay's labels: its own apply adds them.
    for space in spaces:
        if server.ask("get", "namespace", space).returncode:
            server.do("create", "namespace", space)
        if server.ask("get", "serviceaccount", "default", "-n", space).returncode:
            server.do("create", "serviceaccount", "default", "-n", space)


def pods(manifests: list[Manifest]) -> list[Manifest]:
    """A pod for each Deployment, as its controller would create it."""
    return [
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {
                "name": f"{m['metadata']['name']}-admitted",
                "namespace": m["metadata"]["namespace"],
                "labels": m["spec"]["template"]["metadata"]["labels"],
            },
            "spec": m["spec"]["template"]["spec"],
        }
        for m in manifests
        if m["kind"] == "Deployment"
    ]


def check_folder(server: Server, name: str) -> None:
    """Apply it twice, and create a pod for each of its Deployments."""
    manifests = render(FOLDERS[name])
    prepare(server, manifests)
    say(f"\n{FOLDERS[name].relative_to(K8S)}")
    for line in apply(server, manifests):
        say(f"  {line}")
    # The second time the server compares with what it has stored: nothing may change.
    text = yaml.safe_dump_all(manifests)
    same = server.ask("diff", "--server-side", "-f", "-", given=text)
    if same.returncode:
        raise ServerError(f"a second apply of {name} would change something: {same.stdout}")
    say("  a second apply changes nothing")
    for pod in pods(manifests):
        (line,) = apply(server, [pod])
        say(f"  {line}: admitted as restricted")


def check_refusals(server: Server) -> None:
    """Check that the server refuses wrong objects, so that its acceptance means something."""
    manifests = render(FOLDERS["production"])
    by_kind = {m["kind"]: m for m in manifests if m["metadata"]["name"] == "stancewire"}
    say("\nrefused as expected")
    misspelt = copy.deepcopy(by_kind["Deployment"])
    container = misspelt["spec"]["template"]["spec"]["containers"][0]
    container["livenesProbe"] = container.pop("livenessProbe")
    say(f"  a misspelt probe: {refused(server, misspelt)}")
    scaled = copy.deepcopy(by_kind["ScaledObject"])
    scaled["spec"]["fallback"]["behavior"] = "guess"
    say(f"  an unknown way to fall back: {refused(server, scaled)}")
    privileged = copy.deepcopy(pods(manifests)[0])
    privileged["metadata"]["name"] = "privileged"
    del privileged["spec"]["containers"][0]["securityContext"]
    say(f"  a pod that is not hardened: {refused(server, privileged)}")


def main() -> int:
    """Return 0 if the server accepts everything and refuses wrong objects."""
    program = kube_apiserver()
    etcd = subprocess.run(
        ["etcd", "--version"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    try:
        with running(program) as server:
            version = yaml.safe_load(server.do("version", "-o", "yaml"))
            say(f"kube-apiserver {version['serverVersion']['gitVersion']} on loopback")
            say(f"kubectl {version['clientVersion']['gitVersion']}, {etcd.splitlines()[0].lower()}")
            install_definitions(server)
            for name in FOLDERS:
                check_folder(server, name)
            check_refusals(server)
    except ServerError as error:
        say(f"error: {error}")
        return 1
    say("\neverything is applied")
    return 0


if __name__ == "__main__":
    sys.exit(main())
