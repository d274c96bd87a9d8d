namespace Sqs.Client.Batching;

/// <summary>
/// How long a batch stays open, learnt from the lane itself. Waiting pays where others come by themselves: then a batch may stay open for
/// nearly a round trip. It does not where the lane's callers await each call, for they come back when a batch does: once all of those are
/// back, waiting longer brings nobody. Which of the two it is shows in when entries come: right after a batch came back, or at any time.
/// </summary>
/// <param name="longest">The longest that a batch stays open.</param>
/// <param name="adapts">False: always that long.</param>
internal sealed class LanePace(TimeSpan longest, bool adapts)
{
    // The part of a round trip in which ten entries still make a batch of more than eight when they come at random.
    private const double OpenPart = 0.9;

    // How much of a round trip callers who await may spend on meeting each other; once they have met they come back together.
    private const double MeetingPart = 0.25;
    private const double Smoothing = 1.0 / 8;
    private const double MostComeBack = 0.6;

    private TimeSpan? _roundTrip;
    private TimeSpan _betweenReturns = TimeSpan.MaxValue;
    private TimeSpan _lastReturn = TimeSpan.MinValue;
    private double _promptPart;
    private int _away;

    /// <summary>How long the oldest entry waits at the most.</summary>
    public TimeSpan OpenTime =>
        !adapts || _roundTrip is not { } roundTrip ? longest : Shorter(longest, roundTrip * (CallersComeBack ? MeetingPart : OpenPart));

    private bool CallersComeBack => adapts && _promptPart > MostComeBack;

    /// <summary>An entry came.</summary>
    public void Arrived(TimeSpan now)
    {
        var isPrompt = _away > 0 && now - _lastReturn <= Promptness;
        _promptPart += ((isPrompt ? 1 : 0) - _promptPart) * Smoothing;
        _away = Math.Max(0, _away - 1);
    }

    /// <summary>A batch came back, and with it the callers of its entries are free to call again.</summary>
    public void Returned(TimeSpan now, TimeSpan? roundTrip, int callers)
    {
        if (roundTrip is { } measured)
        {
            _roundTrip = _roundTrip is { } known ? Smooth(known, measured) : measured;
        }

        if (_lastReturn > TimeSpan.MinValue)
        {
            var since = now - _lastReturn;
            _betweenReturns = _betweenReturns == TimeSpan.MaxValue ? since : Smooth(_betweenReturns, since);
        }

        _lastReturn = now;
        _away += callers;
    }

    /// <summary>Those who have not come back by now are not waited for.</summary>
    public void StopWaiting() => _away = 0;

    /// <summary>
    /// True when company cannot be expected: all callers are back who come back at once, and no batch on the wire that would fit into one with
    /// those who wait is about to return.
    /// </summary>
    public bool NobodyElseComes(TimeSpan now, int waiting, int mostTogether, IEnumerable<(TimeSpan SentAt, int Callers)> onWire)
    {
        if (!CallersComeBack || _away > 0)
        {
            return false;
        }

        var horizon = now + ((_roundTrip ?? TimeSpan.Zero) * MeetingPart) - (_roundTrip ?? TimeSpan.Zero);
        foreach (var (sentAt, callers) in onWire)
        {
            if (waiting + callers <= mostTogether && sentAt <= horizon)
            {
                return false;
            }
        }

        return true;
    }

    private TimeSpan Promptness =>
        Shorter(_betweenReturns, _roundTrip is { } roundTrip ? roundTrip / 2 : longest) / 4;

    private static TimeSpan Smooth(TimeSpan known, TimeSpan measured) => known + ((measured - known) * Smoothing);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
