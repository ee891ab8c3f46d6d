"""certmesh's functions for CertCentral, which its command line and its server call."""
import dataclasses
import os

from certmesh.certificate_utils import validate_bundle
from certmesh.providers import digicert_client as digicert

from serve import serve


def where():
    """The key comes from the environment: no vault."""
    os.environ["CM_DIGICERT_API_KEY"] = os.environ["API_KEY"]
    return ({"base_url": os.environ["BASE_URL"], "polling": {"interval_seconds": 1, "max_wait_seconds": 60}}, {}, None)


def order(**wanted):
    bundle = digicert.order_and_await_certificate(*where(), digicert.OrderRequest(key_size=2048, **wanted))
    return {
        "certificate": bundle.certificate_pem,
        "chain": bundle.chain_pem,
        # Its own judgement: whether key, certificate and chain belong together.
        "issues": validate_bundle(bundle.certificate_pem.encode(), bundle.private_key_pem.encode(), bundle.chain_pem.encode()),
    }


def search(**filters):
    return [dataclasses.asdict(each) for each in digicert.search_certificates(*where(), **filters)]


serve(
    {
        "order": order,
        "search": search,
        "list": lambda **options: [dataclasses.asdict(each) for each in digicert.list_issued_certificates(*where(), **options)],
        "describe": lambda certificate_id: dataclasses.asdict(digicert.describe_certificate(*where(), certificate_id)),
        "duplicate": lambda **wanted: digicert.duplicate_certificate(*where(), **wanted),
        "revoke": lambda **what: digicert.revoke_certificate(*where(), **what),
    }
)
