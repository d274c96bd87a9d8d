using System.Globalization;
using Sqs.Client.LocalServer.Faults;

namespace Sqs.Client.LocalServer;

/// <summary>One thing that goes wrong with one request. Immutable; a <see cref="FaultRule"/> says when it happens.</summary>
public sealed record Fault
{
    private readonly string? _date;
    private readonly TimeSpan? _retryAfter;

    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>Nothing goes wrong; a pause in a <see cref="FaultRule.Script"/>.</summary>
    public static Fault None { get; } = new(FaultKind.None);

    /// <summary>How far the answer's <c>Date</c> header is off, forward when positive; zero by default. Without an answer it says nothing.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The answer's <c>Date</c> header to the letter, sense or nonsense; null, the default, for the server's time.</summary>
    /// <exception cref="ArgumentException">The text has characters other than printable ASCII.</exception>
    public string? Date
    {
        get => _date;
        init => _date = value is null || value.All(character => character is >= ' ' and <= '~') ? value : throw new ArgumentException("A header takes printable ASCII only.", nameof(value));
    }

    /// <summary>The answer's <c>x-amz-retry-after</c> header, sent in whole milliseconds, may be negative; null, the default, for none.</summary>
    public TimeSpan? RetryAfter
    {
        get => _retryAfter;
        init
        {
            _retryAfter = value;
            RetryAfterText = value?.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        }
    }

    internal FaultKind Kind { get; }

    internal FaultMoment Moment { get; private init; }

    internal string Code { get; private init; } = "";

    internal int Status { get; private init; }

    internal string Message { get; private init; } = "";

    internal TimeSpan Pause { get; private init; }

    internal int Pieces { get; private init; }

    internal double Share { get; private init; }

    /// <summary>Whether it damages a result, and waits for the next request when there is none.</summary>
    internal bool NeedsResult => Kind is FaultKind.CorruptBody or FaultKind.CorruptBodyDigest or FaultKind.CorruptAttributeDigest or FaultKind.DeliverAgain;

    internal CutEnding Ending { get; private init; }

    internal AnswerFraming Framing { get; private init; }

    internal string? RetryAfterText { get; private init; }

    /// <summary>An error answer.</summary>
    /// <param name="code">The error code, such as <c>OverLimit</c>.</param>
    /// <param name="status">The HTTP status, 400-599.</param>
    /// <param name="message">The text for people; null for one that names the fault as injected.</param>
    /// <param name="moment">Whether the action took effect all the same.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">The code is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The status is not that of an error.</exception>
    public static Fault Error(string code, int status, string? message = null, FaultMoment moment = FaultMoment.BeforeAction)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new Fault(FaultKind.Error) { Code = code, Status = status, Message = message ?? "A fault that the test asked for.", Moment = moment };
    }

    /// <summary>Status 403 with <c>RequestThrottled</c>, as the service throttles.</summary>
    /// <param name="retryAfter">The <c>x-amz-retry-after</c> header; null for none.</param>
    /// <param name="moment">Whether the action took effect all the same.</param>
    /// <returns>The fault.</returns>
    public static Fault Throttle(TimeSpan? retryAfter = null, FaultMoment moment = FaultMoment.BeforeAction) =>
        Error("RequestThrottled", 403, "Request is throttled.", moment) with { RetryAfter = retryAfter };

    /// <summary>Status 500 with <c>InternalError</c>.</summary>
    /// <param name="moment">Whether the action took effect all the same.</param>
    /// <returns>The fault.</returns>
    public static Fault InternalError(FaultMoment moment = FaultMoment.BeforeAction) =>
        Error("InternalError", 500, "We encountered an internal error. Please try again.", moment);

    /// <summary>Status 503 with <c>ServiceUnavailable</c>.</summary>
    /// <param name="moment">Whether the action took effect all the same.</param>
    /// <returns>The fault.</returns>
    public static Fault ServiceUnavailable(FaultMoment moment = FaultMoment.BeforeAction) =>
        Error("ServiceUnavailable", 503, "Service is unavailable.", moment);

    /// <summary>A pause on the real clock; the answer is right.</summary>
    /// <param name="pause">How long, zero or more.</param>
    /// <param name="moment">Whether the action is delayed, or only its answer.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pause is negative.</exception>
    public static Fault Delay(TimeSpan pause, FaultMoment moment = FaultMoment.BeforeAction) =>
        new(FaultKind.Delay) { Pause = NotNegative(pause), Moment = moment };

    /// <summary>The connection is reset (RST) without an answer.</summary>
    /// <param name="moment">Whether the action took effect all the same.</param>
    /// <returns>The fault.</returns>
    public static Fault Reset(FaultMoment moment = FaultMoment.BeforeAction) => new(FaultKind.Reset) { Moment = moment };

    /// <summary>The connection is closed in an orderly way (FIN) without an answer.</summary>
    /// <param name="moment">Whether the action took effect all the same.</param>
    /// <returns>The fault.</returns>
    public static Fault Close(FaultMoment moment = FaultMoment.BeforeAction) => new(FaultKind.Close) { Moment = moment };

    /// <summary>No answer: the connection stays open until the client goes or the server stops.</summary>
    /// <param name="moment">Whether the action took effect all the same.</param>
    /// <returns>The fault.</returns>
    public static Fault Hang(FaultMoment moment = FaultMoment.BeforeAction) => new(FaultKind.Hang) { Moment = moment };

    /// <summary>The action takes effect; its answer is cut in the middle of the body.</summary>
    /// <param name="ending">What follows the cut.</param>
    /// <param name="framing">By what the client can tell that something is missing.</param>
    /// <param name="share">The share of the body that is sent, 0-1; half by default. At least one byte is kept back.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not within 0-1.</exception>
    public static Fault CutAnswer(CutEnding ending = CutEnding.Close, AnswerFraming framing = AnswerFraming.ContentLength, double share = 0.5) =>
        new(FaultKind.Cut) { Moment = FaultMoment.AfterAction, Ending = ending, Framing = framing, Share = WithinOne(share) };

    /// <summary>The action takes effect; the body of its answer drips, with a pause on the real clock before each piece.</summary>
    /// <param name="pieces">In how many pieces the body is sent, 1 or more; 10 by default. A body has at most as many as it has bytes.</param>
    /// <param name="pause">The pause before each piece; 20 ms by default.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no piece, or the pause is negative.</exception>
    public static Fault SlowAnswer(int pieces = 10, TimeSpan? pause = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
        return new Fault(FaultKind.Slow) { Moment = FaultMoment.AfterAction, Pieces = pieces, Pause = NotNegative(pause ?? TimeSpan.FromMilliseconds(20)) };
    }

    /// <summary>The action takes effect; the answer is a page of HTML with status 200, as of a proxy.</summary>
    /// <returns>The fault.</returns>
    public static Fault HtmlAnswer() => new(FaultKind.Html) { Moment = FaultMoment.AfterAction };

    /// <summary>The action takes effect; the answer is status 200 without a body.</summary>
    /// <returns>The fault.</returns>
    public static Fault EmptyAnswer() => new(FaultKind.Empty) { Moment = FaultMoment.AfterAction };

    /// <summary>The body of one received message is changed under way, its digest is not. For ReceiveMessage; an answer without messages does not use it up.</summary>
    /// <returns>The fault.</returns>
    public static Fault CorruptBody() => new(FaultKind.CorruptBody) { Moment = FaultMoment.AfterAction };

    /// <summary>The body digest of one message is wrong. For ReceiveMessage, SendMessage and SendMessageBatch; an answer without digests does not use it up.</summary>
    /// <returns>The fault.</returns>
    public static Fault CorruptBodyDigest() => new(FaultKind.CorruptBodyDigest) { Moment = FaultMoment.AfterAction };

    /// <summary>The attribute digest of one message is wrong. For ReceiveMessage, SendMessage and SendMessageBatch; an answer without such digests does not use it up.</summary>
    /// <returns>The fault.</returns>
    public static Fault CorruptAttributeDigest() => new(FaultKind.CorruptAttributeDigest) { Moment = FaultMoment.AfterAction };

    /// <summary>Some entries of a batch fail with SenderFault false and are not executed; the others are. For the three batch actions.</summary>
    /// <param name="share">The share of the entries, 0-1; half by default. Rounded, and at least one.</param>
    /// <param name="code">Their error code.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">The code is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not within 0-1.</exception>
    public static Fault PartOfBatch(double share = 0.5, string code = "InternalError")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new Fault(FaultKind.PartOfBatch) { Share = WithinOne(share), Code = code, Status = 500, Message = "A fault that the test asked for." };
    }

    /// <summary>The messages received are left visible too, so that they are received again. For ReceiveMessage; an answer without messages does not use it up.</summary>
    /// <returns>The fault.</returns>
    public static Fault DeliverAgain() => new(FaultKind.DeliverAgain) { Moment = FaultMoment.AfterAction };

    /// <summary>The receipt handle is refused as expired, in a batch each of them. For deleting and for changing the visibility.</summary>
    /// <returns>The fault.</returns>
    public static Fault ExpiredReceiptHandle() => new(FaultKind.ExpiredHandle);

    /// <summary>What the fault is, for the output of a test.</summary>
    /// <returns>Such as <c>Reset AfterAction</c> or <c>Error RequestThrottled 403 BeforeAction</c>.</returns>
    public override string ToString() => Kind switch
    {
        FaultKind.None => "None",
        FaultKind.Error => string.Create(CultureInfo.InvariantCulture, $"Error {Code} {Status} {Moment}"),
        FaultKind.Cut => $"Cut {Framing} {Ending}",
        _ => $"{Kind} {Moment}",
    };

    /// <summary>Whether the fault can happen to an action at all.</summary>
    internal bool Fits(string action) => Kind switch
    {
        FaultKind.CorruptBody or FaultKind.DeliverAgain => action is "ReceiveMessage",
        FaultKind.CorruptBodyDigest or FaultKind.CorruptAttributeDigest => action is "ReceiveMessage" or "SendMessage" or "SendMessageBatch",
        FaultKind.PartOfBatch => action is "SendMessageBatch" or "DeleteMessageBatch" or "ChangeMessageVisibilityBatch",
        FaultKind.ExpiredHandle => action is "DeleteMessage" or "DeleteMessageBatch" or "ChangeMessageVisibility" or "ChangeMessageVisibilityBatch",
        _ => true,
    };

    private static double WithinOne(double share) => share is >= 0 and <= 1 ? share : throw new ArgumentOutOfRangeException(nameof(share), share, "A share is within 0-1.");

    private static TimeSpan NotNegative(TimeSpan pause) => pause >= TimeSpan.Zero ? pause : throw new ArgumentOutOfRangeException(nameof(pause), pause, "A pause is zero or more.");
}
