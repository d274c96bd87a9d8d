using Microsoft.Extensions.Logging;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests.Local;

public sealed class ErrorLogTests
{
    [Fact]
    public void Errors_AreTold_AndNothingElse()
    {
        using var writer = new StringWriter();
        using var log = new ErrorLog(writer);
        var logger = log.CreateLogger("any");
        logger.Log(LogLevel.Information, default, "fine", null, static (state, _) => state);
        logger.Log(LogLevel.Error, default, "request 7 failed", new InvalidOperationException("the reason"), static (state, _) => state);
        Assert.Equal($"sqs: request 7 failed{Environment.NewLine}System.InvalidOperationException: the reason{Environment.NewLine}", writer.ToString());
    }
}
