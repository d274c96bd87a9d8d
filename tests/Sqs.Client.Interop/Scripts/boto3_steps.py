"""boto3_steps.py ENDPOINT REGION KEY SECRET : works through an SQS server with boto3 and prints one JSON object of what it saw.

Digests are checked by botocore itself (it raises on a difference) and, for attributes, once more here."""
import hashlib
import json
import sys

import boto3
import botocore
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, region, key, secret = sys.argv[1:5]
config = Config(retries={"total_max_attempts": 1}, read_timeout=60)


def client_with(key, secret):
    return boto3.client(
        "sqs", endpoint_url=endpoint, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret, config=config
    )


def refusal(call):
    try:
        call()
        return None
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}


def digest(attributes):
    hashed = hashlib.md5()
    for name in sorted(attributes):
        value = attributes[name]
        binary = value["DataType"].startswith("Binary")
        raw = value["BinaryValue"] if binary else value["StringValue"].encode()
        for part in (name.encode(), value["DataType"].encode()):
            hashed.update(len(part).to_bytes(4, "big") + part)
        hashed.update((b"\2" if binary else b"\1") + len(raw).to_bytes(4, "big") + raw)
    return hashed.hexdigest()


def receive(url, **more):
    return sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"], MessageAttributeNames=["All"], **more).get("Messages", [])


def attributes_of(url):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


sqs = client_with(key, secret)
saw = {"boto3": boto3.__version__, "protocol": sqs.meta.service_model.metadata["protocol"]}

url = sqs.create_queue(QueueName="q", Attributes={"VisibilityTimeout": "45"}, tags={"a b": "c&d", "ü": "日本"})["QueueUrl"]
saw["created"] = url
saw["found"] = sqs.get_queue_url(QueueName="q")["QueueUrl"]
saw["listed"] = sqs.list_queues(QueueNamePrefix="q", MaxResults=10)["QueueUrls"]
saw["tags"] = sqs.list_queue_tags(QueueUrl=url)["Tags"]
sqs.tag_queue(QueueUrl=url, Tags={"new": "1 < 2"})
sqs.untag_queue(QueueUrl=url, TagKeys=["ü"])
saw["tags_after"] = sqs.list_queue_tags(QueueUrl=url)["Tags"]
sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "0", "MessageRetentionPeriod": "600"})
attributes = attributes_of(url)
saw["attributes"] = {name: attributes[name] for name in ("VisibilityTimeout", "MessageRetentionPeriod", "QueueArn")}
sqs.add_permission(QueueUrl=url, Label="l", AWSAccountIds=["111111111111"], Actions=["SendMessage"])
saw["policy"] = json.loads(attributes_of(url)["Policy"])["Statement"][0]["Sid"]
sqs.remove_permission(QueueUrl=url, Label="l")
saw["policy_after"] = attributes_of(url).get("Policy")

body = "a b+c&d=e%20;<x y=\"z\">'&amp;]]>\t\r\n ü e\u0301 日本 😀 \ufffd \U0010fffd"
typed = {
    "string": {"DataType": "String", "StringValue": body},
    "number": {"DataType": "Number.int", "StringValue": "-12"},
    "binary": {"DataType": "Binary.png", "BinaryValue": bytes(range(256))},
}
sent = sqs.send_message(
    QueueUrl=url, MessageBody=body, MessageAttributes=typed,
    MessageSystemAttributes={"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}},
)
got = receive(url)[0]
saw["unicode"] = got["Body"] == body and got["MessageId"] == sent["MessageId"]
saw["typed"] = got["MessageAttributes"] == typed
saw["digests"] = got["MD5OfMessageAttributes"] == digest(typed) == sent["MD5OfMessageAttributes"]
saw["trace"] = got["Attributes"]["AWSTraceHeader"]
saw["hidden"] = len(receive(url))
sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=got["ReceiptHandle"], VisibilityTimeout=0)
again = receive(url)[0]
saw["count"] = again["Attributes"]["ApproximateReceiveCount"]
sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])

batch = sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": f"e{n}", "MessageBody": f"{n} {body}", "MessageAttributes": typed} for n in range(10)])
saw["batch"] = [entry["Id"] for entry in batch["Successful"]]
messages = receive(url)
saw["batch_bodies"] = sorted(message["Body"].split(" ")[0] for message in messages)
entries = [{"Id": f"d{n}", "ReceiptHandle": message["ReceiptHandle"]} for n, message in enumerate(messages[:9])]
changed = sqs.change_message_visibility_batch(QueueUrl=url, Entries=[{**entries[0], "VisibilityTimeout": 100}])
saw["changed"] = [entry["Id"] for entry in changed["Successful"]]
deleted = sqs.delete_message_batch(QueueUrl=url, Entries=entries + [{"Id": "bad", "ReceiptHandle": "made up"}])
saw["deleted"] = len(deleted["Successful"])
saw["failed"] = [[entry["Id"], entry["Code"], entry["SenderFault"]] for entry in deleted["Failed"]]

sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=1)
saw["early"] = len(receive(url))
saw["late"] = [message["Body"] for message in receive(url, WaitTimeSeconds=10)]

fifo = sqs.create_queue(QueueName="q.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
order = [sqs.send_message(QueueUrl=fifo, MessageBody=str(n), MessageGroupId="g", MessageDeduplicationId=f"d{n}") for n in (0, 1, 1, 2)]
saw["fifo_same"] = order[1]["MessageId"] == order[2]["MessageId"]
saw["fifo_rising"] = int(order[0]["SequenceNumber"]) < int(order[1]["SequenceNumber"]) < int(order[3]["SequenceNumber"])
saw["fifo"] = [message["Body"] for message in receive(fifo)]
saw["fifo_blocked"] = len(receive(fifo))

dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
dead_arn = attributes_of(dead)["QueueArn"]
work = sqs.create_queue(QueueName="work", Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": "1"})})["QueueUrl"]
saw["sources"] = sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"]
sqs.send_message(QueueUrl=work, MessageBody="poison")
receive(work, VisibilityTimeout=0)
saw["redriven"] = len(receive(work)) == 0 and [message["Body"] for message in receive(dead)] == ["poison"]

saw["no_queue"] = refusal(lambda: sqs.get_queue_url(QueueName="nothing"))
saw["bad_handle"] = refusal(lambda: sqs.delete_message(QueueUrl=url, ReceiptHandle="made up"))
saw["exists"] = refusal(lambda: sqs.create_queue(QueueName="q", Attributes={"VisibilityTimeout": "1"}))
saw["bad_secret"] = refusal(lambda: client_with(key, "wrong").list_queues())
saw["bad_key"] = refusal(lambda: client_with("AKIASTRANGER", secret).list_queues())
saw["too_many"] = refusal(lambda: sqs.delete_message_batch(QueueUrl=url, Entries=[{"Id": f"e{n}", "ReceiptHandle": "x"} for n in range(11)]))

sqs.purge_queue(QueueUrl=url)
saw["purged"] = attributes_of(url)["ApproximateNumberOfMessages"]
saw["purged_twice"] = refusal(lambda: sqs.purge_queue(QueueUrl=url))
sqs.delete_queue(QueueUrl=url)
saw["left"] = sqs.list_queues(QueueNamePrefix="q").get("QueueUrls", [])

if saw["protocol"] == "query":  # a URL cannot carry the body that JSON needs
    presigned = sqs.generate_presigned_url("send_message", Params={"QueueUrl": work, "MessageBody": body}, ExpiresIn=60, HttpMethod="GET")
    import urllib.request

    with urllib.request.urlopen(presigned) as answer:
        saw["presigned"] = answer.status
    saw["presigned_body"] = receive(work)[0]["Body"] == body
json.dump(saw, sys.stdout)
