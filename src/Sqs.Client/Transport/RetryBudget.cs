namespace Sqs.Client.Transport;

/// <summary>
/// The retry quota of one client: 500 tokens, of which a transient retry costs 14 and a throttling retry 5. When it is empty, failures are
/// surfaced at once, so that a service in trouble is not hammered.
/// </summary>
/// <remarks>Source: AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode, the rules of November 2026.</remarks>
internal sealed class RetryBudget
{
    public const int Capacity = 500;
    public const int TransientCost = 14;
    public const int ThrottlingCost = 5;

    /// <summary>What a call that succeeds at its first attempt gives back.</summary>
    public const int FirstAttemptRefund = 1;

    private int _tokens = Capacity;

    public int Tokens => Volatile.Read(ref _tokens);

    public bool TryTake(int cost)
    {
        while (true)
        {
            var tokens = Volatile.Read(ref _tokens);
            if (tokens < cost)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _tokens, tokens - cost, tokens) == tokens)
            {
                return true;
            }
        }
    }

    public void GiveBack(int tokens)
    {
        while (true)
        {
            var before = Volatile.Read(ref _tokens);
            if (before == Capacity || Interlocked.CompareExchange(ref _tokens, Math.Min(Capacity, before + tokens), before) == before)
            {
                return;
            }
        }
    }
}
