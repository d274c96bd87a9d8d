using System.Collections.Concurrent;

namespace Worker;

/// <summary>What was handled: each order once, the entries of each account in order.</summary>
internal sealed class Tally(int messages)
{
    private readonly int[] _orders = new int[Half(messages)];
    private readonly ConcurrentDictionary<string, int> _accounts = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ordersDone;
    private int _entriesDone;
    private int _again;
    private int _outOfOrder;

    public int Orders => _orders.Length;

    public int Entries { get; } = messages - Half(messages);

    public int Handled => _ordersDone + _entriesDone;

    public Task Done => _done.Task;

    public void Order(int number) => Count(Interlocked.Increment(ref _orders[number]) == 1, ref _ordersDone);

    public void Entry(string account, int number)
    {
        // Entries of an account come one at a time, so nobody else changes its last number between these lines.
        var last = _accounts.GetValueOrDefault(account, -1);
        if (number > last + 1)
        {
            _ = Interlocked.Increment(ref _outOfOrder);
        }

        _accounts[account] = Math.Max(last, number);
        Count(number > last, ref _entriesDone);
    }

    public int Conclude(TextWriter output)
    {
        output.WriteLine($"{_ordersDone:N0} orders of {Orders:N0}, {_entriesDone:N0} entries of {Entries:N0}, {_again:N0} handled again, {_outOfOrder:N0} out of order.");
        return Handled == Orders + Entries && _outOfOrder == 0 ? 0 : 1;
    }

    private static int Half(int messages) => messages / 2;

    private void Count(bool isFirst, ref int counter)
    {
        _ = Interlocked.Increment(ref isFirst ? ref counter : ref _again);
        if (Handled == Orders + Entries)
        {
            _ = _done.TrySetResult();
        }
    }
}
