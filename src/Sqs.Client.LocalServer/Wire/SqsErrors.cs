namespace Sqs.Client.LocalServer.Wire;

/// <summary>The errors of the service: shape, code, status and wording, each in one place.</summary>
internal static class SqsErrors
{
    private const string Prefix = "AWS.SimpleQueueService.";

    public static SqsFault NonExistentQueue() =>
        new("QueueDoesNotExist", Prefix + "NonExistentQueue", 400, "The specified queue does not exist for this wsdl version.") { JsonMessage = "The specified queue does not exist." };

    public static SqsFault QueueNameExists(string attribute) =>
        new("QueueNameExists", "QueueAlreadyExists", 400, $"A queue already exists with the same name and a different value for attribute {attribute}") { Member = attribute };

    public static SqsFault QueueDeletedRecently() =>
        new("QueueDeletedRecently", Prefix + "QueueDeletedRecently", 400, "You must wait 60 seconds after deleting a queue before you can create another with the same name.");

    public static SqsFault PurgeQueueInProgress(string queue) =>
        new("PurgeQueueInProgress", Prefix + "PurgeQueueInProgress", 403, $"Only one PurgeQueue operation on {queue} is allowed every 60 seconds.");

    public static SqsFault InvalidAddress(string address) =>
        new("InvalidAddress", "InvalidAddress", 404, $"The address {address} is not valid for this endpoint.");

    public static SqsFault InvalidAttributeName(string name) => new("InvalidAttributeName", "InvalidAttributeName", 400, $"Unknown Attribute {name}.") { Member = name };

    public static SqsFault InvalidAttributeValue(string name) =>
        new("InvalidAttributeValue", "InvalidAttributeValue", 400, $"Invalid value for the parameter {name}.") { Member = name };

    public static SqsFault InvalidAttributeValue(string name, string reason) =>
        new("InvalidAttributeValue", "InvalidAttributeValue", 400, $"Invalid value for the parameter {name}. Reason: {reason}") { Member = name };

    public static SqsFault InvalidMessageContents() =>
        new("InvalidMessageContents", "InvalidMessageContents", 400, "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");

    public static SqsFault InvalidParameter(string message) => new("InvalidParameterValueException", "InvalidParameterValue", 400, message);

    public static SqsFault InvalidValue(string member, string value, string reason) =>
        new("InvalidParameterValueException", "InvalidParameterValue", 400, $"Value {value} for parameter {member} is invalid. Reason: {reason}") { Member = member };

    public static SqsFault MissingParameter(string member) =>
        new("MissingRequiredParameterException", "MissingParameter", 400, $"The request must contain the parameter {member}.");

    public static SqsFault ReceiptHandleIsInvalid(string handle) =>
        new("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 400, $"The input receipt handle \"{handle}\" is not a valid receipt handle.");

    public static SqsFault UnsupportedOperation(string message) => new("UnsupportedOperation", Prefix + "UnsupportedOperation", 400, message);

    public static SqsFault OverLimit(string message) => new("OverLimit", "OverLimit", 403, message);

    public static SqsFault ResourceNotFound(string message) => new("ResourceNotFoundException", "ResourceNotFoundException", 404, message);

    public static SqsFault ReadCountOutOfRange(string value) =>
        new("ReadCountOutOfRange", "ReadCountOutOfRange", 400, $"The value {value} for MaxNumberOfMessages is not valid because it is not in the range from 1 to 10.");

    public static SqsFault EmptyBatch(string entries) =>
        new("EmptyBatchRequest", Prefix + "EmptyBatchRequest", 400, $"There should be at least one {entries} in the request.");

    public static SqsFault TooManyEntries(int count) =>
        new("TooManyEntriesInBatchRequest", Prefix + "TooManyEntriesInBatchRequest", 400, $"Maximum number of entries per request are 10. You have sent {count}.");

    public static SqsFault InvalidBatchEntryId() =>
        new("InvalidBatchEntryId", Prefix + "InvalidBatchEntryId", 400, "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");

    public static SqsFault BatchEntryIdsNotDistinct(string id) => new("BatchEntryIdsNotDistinct", Prefix + "BatchEntryIdsNotDistinct", 400, $"Id {id} repeated.");

    public static SqsFault BatchRequestTooLong(long bytes, long highest) =>
        new("BatchRequestTooLong", Prefix + "BatchRequestTooLong", 400, $"Batch requests cannot be longer than {highest} bytes. You have sent {bytes} bytes.");

    public static SqsFault MissingAction() => new("MissingAction", "MissingAction", 400, "The request must contain the parameter Action.");

    public static SqsFault MissingTarget() => new("UnknownOperationException", "InvalidAction", 400, "The request must name an action in the header X-Amz-Target.");

    public static SqsFault InvalidAction(string action) => new("UnknownOperationException", "InvalidAction", 400, $"The action {action} is not valid for this endpoint.");

    public static SqsFault NoSuchVersion(string version) => new("NoSuchVersion", "NoSuchVersion", 400, $"The requested version ( {version} ) is not valid.");

    public static SqsFault MethodNotAllowed(string method) => new("MethodNotAllowed", "MethodNotAllowed", 405, $"The method {method} is not allowed; send GET or POST.");

    public static SqsFault RequestTooLarge() => new("RequestEntityTooLarge", "RequestEntityTooLarge", 413, "The request is larger than the service accepts.");

    public static SqsFault MalformedRequest(int status) => new("MalformedInput", "MalformedInput", status, "The request could not be read.");

    public static SqsFault NotSerialized(string message) => new("SerializationException", "MalformedInput", 400, message);

    public static SqsFault InternalFailure() => new("InternalFailure", "InternalFailure", 500, "The request processing has failed because of an unknown error.");
}
