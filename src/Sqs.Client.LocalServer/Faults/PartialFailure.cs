using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Faults;

/// <summary>Draws which entries of a batch fail: a share of them, at least one.</summary>
internal sealed class PartialFailure(Fault fault, Random random)
{
    private HashSet<int>? _failed;

    public SqsFault? Of(int at, int count, Parameters entry)
    {
        if (_failed is null)
        {
            var order = Enumerable.Range(0, count).ToArray();
            random.Shuffle(order);
            _failed = [.. order.Take(Math.Max(1, (int)Math.Round(count * fault.Share)))];
        }

        return _failed.Contains(at) ? new SqsFault(fault.Code, fault.Code, fault.Status, fault.Message) : null;
    }
}
