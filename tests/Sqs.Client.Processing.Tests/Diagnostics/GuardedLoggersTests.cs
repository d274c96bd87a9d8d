using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing.Tests.Diagnostics;

public sealed class GuardedLoggersTests
{
    [Theory]
    [InlineData("CreateLogger")]
    [InlineData("BeginScope")]
    [InlineData("IsEnabled")]
    [InlineData("Log")]
    public void Logger_ThatThrows_IsSilent(string at)
    {
        using var broken = new ThrowingLoggers(at);
        using var guarded = GuardedLoggers.Over(broken);
        var logger = guarded.CreateLogger<GuardedLoggersTests>();
        using var scope = logger.BeginScope("scope");
        _ = logger.IsEnabled(LogLevel.Error);
        logger.Log(LogLevel.Error, default, "text", exception: null, static (text, _) => text);
        Assert.Same(guarded, GuardedLoggers.Over(guarded));
    }
}
