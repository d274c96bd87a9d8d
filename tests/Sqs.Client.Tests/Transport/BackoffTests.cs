using Sqs.Client.Transport;

namespace Sqs.Client.Tests.Transport;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(false, 1, 1.0, null, 50)]
    [InlineData(false, 2, 0.5, null, 50)]
    [InlineData(false, 3, 1.0, null, 200)]
    [InlineData(true, 1, 0.25, null, 250)]
    [InlineData(true, 3, 1.0, null, 4000)]
    [InlineData(true, 6, 1.0, null, 20_000)] // 32 s is above the ceiling
    [InlineData(true, 100, 1.0, null, 20_000)]
    [InlineData(false, 1, 0.0, null, 0)]
    [InlineData(false, 1, 1.0, 40, 50)] // less than ours: ours
    [InlineData(false, 1, 1.0, 1500, 1500)]
    [InlineData(false, 1, 1.0, 60_000, 5050)] // at most 5 s more than ours
    public void Pause_UnderEachCondition_IsAsTheRulesSay(bool throttled, int failed, double random, int? wish, double expected) =>
        Assert.Equal(
            expected,
            Backoff.Pause(throttled, failed, random, wish is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null).TotalMilliseconds,
            tolerance: 0.001);

    [Theory]
    [InlineData("1500", 1500.0)]
    [InlineData("0", 0.0)]
    [InlineData("-1", null)]
    [InlineData("+5", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(" 5", null)]
    [InlineData("\u0661\u0662", null)] // digits, but not ASCII
    [InlineData("5,6", null)] // two headers
    public void RetryAfter_OfAnyText_IsAWishOrNone(string text, double? expected) =>
        Assert.Equal(expected, FailureReader.ReadRetryAfter(text)?.TotalMilliseconds);

    [Theory]
    [InlineData("2147483647")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public async Task RetryAfter_TooHugeForANumber_AddsFiveSeconds(string text)
    {
        var handler = new ScriptedHandler((request, number) =>
        {
            var answer = number == 1 ? Answers.Status(503) : ScriptedHandler.Success(request);
            answer.Headers.TryAddWithoutValidation("x-amz-retry-after", text);
            return answer;
        });
        var engine = new Engine(handler, random: () => 0);
        var start = engine.Clock.GetUtcNow();

        await engine.ResultOfAsync(engine.SendAsync());

        Assert.Equal(TimeSpan.FromSeconds(5), engine.Clock.GetUtcNow() - start);
    }
}
