"""Signs each request of a file of JSON lines with botocore and prints the Authorization header and the signature of the
presigned query, which has no body: botocore would move one into the query."""

import json
import sys
from urllib.parse import parse_qs, urlsplit

from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def request_of(line, body):
    request = AWSRequest(method=line["method"], url=line["url"], data=body)
    for name, value in line["headers"]:
        request.headers.add_header(name, value)
    request.context["timestamp"] = line["time"]
    return request


def sign(auth, request):
    auth._modify_request_before_signing(request)
    canonical = auth.canonical_request(request)
    signature = auth.signature(auth.string_to_sign(request, canonical), request)
    auth._inject_signature_to_request(request, signature)
    return request


for text in open(sys.argv[1], encoding="utf-8"):
    line = json.loads(text)
    credentials = Credentials(line["key"], line["secret"], line["token"])
    header = sign(SigV4Auth(credentials, "sqs", line["region"]), request_of(line, line["body"].encode("utf-8"))).headers["Authorization"]
    presigned = sign(SigV4QueryAuth(credentials, "sqs", line["region"], expires=line["expires"]), request_of(line, b"")).url
    print(json.dumps([header, parse_qs(urlsplit(presigned).query)["X-Amz-Signature"][0]]))
