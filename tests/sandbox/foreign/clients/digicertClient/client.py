"""DigiCert's own client of 2015, for Python 2: the host is given to it, and so is the connection, which would be HTTPS otherwise."""
import httplib
import os
from urlparse import urlparse

from digicert_client import CertificateOrder

from serve import serve



def orders():
    host = urlparse(os.environ["BASE_URL"]).netloc
    return CertificateOrder(host, os.environ["API_KEY"], conn=httplib.HTTPConnection(host))


serve(
    {
        "place": lambda **wanted: orders().place(**wanted),
        "view": lambda order_id: orders().view(digicert_order_id=order_id),
        "viewAll": lambda: orders().view_all(),
        "download": lambda order_id: orders().download(digicert_order_id=order_id),
        "listDuplicates": lambda order_id: orders().list_duplicates(digicert_order_id=order_id),
        "createDuplicate": lambda order_id, **wanted: orders().create_duplicate(digicert_order_id=order_id, **wanted),
        "downloadDuplicate": lambda order_id, sub_id: orders().download_duplicate(digicert_order_id=order_id, sub_id=sub_id),
    }
)
