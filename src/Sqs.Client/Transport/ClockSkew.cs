using Sqs.Client.Protocol;

namespace Sqs.Client.Transport;

/// <summary>How far the service's clock is from ours, learnt from answers that refuse our time, and added to the time of every signature.</summary>
/// <remarks>
/// Codes that name the clock are believed at once. A refused signature may have other reasons: it corrects the clock only when the two
/// are more than 4 minutes apart (AWS allows 15).
/// </remarks>
internal sealed class ClockSkew(TimeProvider time, bool enabled)
{
    public static readonly TimeSpan Threshold = TimeSpan.FromMinutes(4);

    // A signature's date has four digits for the year; a hostile Date header must not take it beyond.
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9998, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly SqsErrorCode[] ClockCodes = [new("RequestTimeTooSkewed"), new("RequestExpired"), new("RequestInTheFuture")];
    private static readonly SqsErrorCode[] SignatureCodes = [SqsErrorCode.SignatureDoesNotMatch, new("AuthFailure")];

    private long _offsetTicks;

    public TimeSpan Offset => new(Volatile.Read(ref _offsetTicks));

    /// <summary>The time to sign with.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var ticks = time.GetUtcNow().UtcTicks + Volatile.Read(ref _offsetTicks);
            return new DateTimeOffset(Math.Clamp(ticks, Earliest.UtcTicks, Latest.UtcTicks), TimeSpan.Zero);
        }
    }

    /// <summary>Learns from a refusal; true when the request was signed with a wrong time, so that signing anew may help.</summary>
    /// <param name="said">The refusal.</param>
    /// <param name="signedAt">The time that the refused request was signed with; another call may have corrected the clock meanwhile.</param>
    /// <param name="serverDate">The <c>Date</c> of the answer.</param>
    public bool Corrects(in ServiceError said, DateTimeOffset signedAt, DateTimeOffset? serverDate)
    {
        if (!enabled || serverDate is not { } date || date < Earliest || date > Latest)
        {
            return false;
        }

        var named = IsAny(said, ClockCodes);
        if (!named && !IsAny(said, SignatureCodes))
        {
            return false;
        }

        if ((date - signedAt).Duration() <= (named ? TimeSpan.FromSeconds(1) : Threshold))
        {
            return false;
        }

        Volatile.Write(ref _offsetTicks, (date - time.GetUtcNow()).Ticks);
        return true;
    }

    private static bool IsAny(in ServiceError said, SqsErrorCode[] codes)
    {
        foreach (var code in codes)
        {
            if (said.Is(code))
            {
                return true;
            }
        }

        return false;
    }
}
