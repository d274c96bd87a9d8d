namespace Sqs.Client.Processing.Tests.Books;

/// <summary>What handlers do, by message and receive: most are quick, some slow, some fail, some hang, some refuse their message for good.</summary>
internal sealed class Behaviour(int seed, TimeProvider clock)
{
    public async Task ActAsync(int message, Delivery delivery, CancellationToken cancellationToken)
    {
        var dice = new Random((((seed * 1009) + message) * 1009) + delivery.ReceiveCount);
        switch (dice.Next(12))
        {
            case 0 or 1:
                await Task.Delay(TimeSpan.FromSeconds(dice.Next(1, 60)), clock, cancellationToken);
                break;
            case 2:
                throw new InvalidOperationException("a failing handler");
            case 3:
                await Task.Delay(TimeSpan.FromSeconds(dice.Next(5)), clock, cancellationToken);
                throw new InvalidOperationException("a handler that fails late");
            case 4 when message % 10 == 0:
                throw new MessageRejectedException("no retry can help");
            case 5 when message % 7 == 0:
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
                break;
            case 6:
                await delivery.AbandonAsync(TimeSpan.FromSeconds(dice.Next(3)), CancellationToken.None);
                throw new InvalidOperationException("given back by the handler itself");
            default:
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(300)), clock, cancellationToken);
                break;
        }
    }
}
