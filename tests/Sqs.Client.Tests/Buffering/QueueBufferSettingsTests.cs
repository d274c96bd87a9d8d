using Sqs.Client.Buffering;

namespace Sqs.Client.Tests.Buffering;

public sealed class QueueBufferSettingsTests
{
    public static TheoryData<string, Action<QueueBufferOptions>> OutOfRange => new()
    {
        { "MaxBatchSize", options => options.MaxBatchSize = 0 },
        { "MaxBatchSize", options => options.MaxBatchSize = 11 },
        { "MaxBatchOpenTime", options => options.MaxBatchOpenTime = TimeSpan.FromTicks(-1) },
        { "MaxBatchOpenTime", options => options.MaxBatchOpenTime = TimeSpan.FromSeconds(60) + TimeSpan.FromTicks(1) },
        { "DeleteMaxBatchOpenTime", options => options.DeleteMaxBatchOpenTime = TimeSpan.FromSeconds(61) },
        { "ChangeVisibilityMaxBatchOpenTime", options => options.ChangeVisibilityMaxBatchOpenTime = TimeSpan.FromSeconds(-1) },
        { "MaxBatchBytes", options => options.MaxBatchBytes = 1_023 },
        { "MaxBatchBytes", options => options.MaxBatchBytes = 1_048_577 },
        { "MaxInflightOutboundBatches", options => options.MaxInflightOutboundBatches = 0 },
        { "MaxInflightOutboundBatches", options => options.MaxInflightOutboundBatches = 1_001 },
        { "MaxPendingMessages", options => options.MaxPendingMessages = 9 },
        { "MaxPendingBytes", options => options.MaxPendingBytes = 1_048_575 },
        { "WhenFull", options => options.WhenFull = (BufferFullMode)7 },
        { "EntryMaxAttempts", options => options.EntryMaxAttempts = 0 },
        { "EntryMaxAttempts", options => options.EntryMaxAttempts = 11 },
        { "EntryRetryMinBackoff", options => options.EntryRetryMinBackoff = TimeSpan.FromSeconds(-1) },
        { "EntryRetryMaxBackoff", options => options.EntryRetryMaxBackoff = TimeSpan.FromMilliseconds(49) },
        { "EntryRetryMaxBackoff", options => options.EntryRetryMaxBackoff = TimeSpan.FromSeconds(61) },
        { "DeliveryTimeout", options => options.DeliveryTimeout = TimeSpan.FromMilliseconds(20) },
        { "DeliveryTimeout", options => (options.DeliveryTimeout, options.DeleteMaxBatchOpenTime) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)) },
        { "FifoMode", options => options.FifoMode = (FifoBufferMode)7 },
        { "MaxInflightReceiveBatches", options => options.MaxInflightReceiveBatches = 0 },
        { "MaxInflightReceiveBatches", options => options.MaxInflightReceiveBatches = 101 },
        { "PrefetchBatches", options => options.PrefetchBatches = -1 },
        { "PrefetchBatches", options => options.PrefetchBatches = 101 },
        { "LongPollWaitTime", options => options.LongPollWaitTime = TimeSpan.FromSeconds(21) },
        { "LongPollWaitTime", options => options.LongPollWaitTime = TimeSpan.FromSeconds(1.5) },
        { "DefaultMaxMessages", options => options.DefaultMaxMessages = 0 },
        { "DefaultMaxMessages", options => options.DefaultMaxMessages = 11 },
        { "ReceiveVisibilityTimeout", options => options.ReceiveVisibilityTimeout = TimeSpan.Zero },
        { "ReceiveVisibilityTimeout", options => options.ReceiveVisibilityTimeout = TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1) },
        { "MaxBufferedMessageAge", options => options.MaxBufferedMessageAge = TimeSpan.Zero },
        { "MaxBufferedMessageAge", options => (options.MaxBufferedMessageAge, options.ReceiveVisibilityTimeout) = (TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9)) },
        { "VisibilityClockMargin", options => options.VisibilityClockMargin = TimeSpan.FromSeconds(31) },
        { "ReceiveSystemAttributeNames", options => options.ReceiveSystemAttributeNames = [default] },
        { "ReceiveMessageAttributeNames", options => options.ReceiveMessageAttributeNames = [""] },
        { "ReceiveMessageAttributeNames", options => options.ReceiveMessageAttributeNames = null! },
        { "QueueAttributeRefresh", options => options.QueueAttributeRefresh = TimeSpan.FromSeconds(9) },
        { "ShutdownTimeout", options => options.ShutdownTimeout = TimeSpan.FromSeconds(-2) },
        { "ReceiveDrainTime", options => options.ReceiveDrainTime = TimeSpan.FromSeconds(21) },
        { "ReceiveDrainTime", options => (options.ReceiveDrainTime, options.ShutdownTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)) },
        { "QueueIdleTimeout", options => options.QueueIdleTimeout = TimeSpan.FromMilliseconds(999) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Option_OutOfItsRange_IsNamed(string name, Action<QueueBufferOptions> change)
    {
        var options = new QueueBufferOptions();
        change(options);
        Assert.Equal(name, Assert.Throws<SqsValidationException>(() => QueueBufferSettings.Freeze(options)).Member);
    }

    [Fact]
    public void Options_AtTheirBounds_AreTaken()
    {
        var least = QueueBufferSettings.Freeze(new QueueBufferOptions
        {
            MaxBatchSize = 1,
            MaxBatchOpenTime = TimeSpan.Zero,
            MaxBatchBytes = 1_024,
            MaxInflightOutboundBatches = 1,
            MaxPendingMessages = 1,
            MaxPendingBytes = 1_048_576,
            EntryMaxAttempts = 1,
            EntryRetryMinBackoff = TimeSpan.Zero,
            EntryRetryMaxBackoff = TimeSpan.Zero,
            DeliveryTimeout = TimeSpan.FromTicks(1),
            LongPollWaitTime = TimeSpan.Zero,
            ReceiveVisibilityTimeout = TimeSpan.FromSeconds(1),
            ShutdownTimeout = TimeSpan.Zero,
            ReceiveDrainTime = TimeSpan.Zero,
        });
        Assert.Equal(new LaneTiming(TimeSpan.Zero, SendWhenIdle: true), least.Deletes);

        var endless = QueueBufferSettings.Freeze(new QueueBufferOptions
        {
            DeliveryTimeout = Timeout.InfiniteTimeSpan,
            ShutdownTimeout = Timeout.InfiniteTimeSpan,
            DeleteMaxBatchOpenTime = TimeSpan.FromSeconds(60),
            DeleteSendWhenIdle = false,
        });
        Assert.Equal(new LaneTiming(TimeSpan.FromSeconds(60), SendWhenIdle: false), endless.Deletes);
        Assert.Equal(endless.Sends, endless.VisibilityChanges);
    }

    [Fact]
    public void Presets_SetWhatTheySpeakOf()
    {
        Assert.Equal(Frozen(new QueueBufferOptions()), Frozen(new QueueBufferOptions().Apply(QueueBufferPreset.JavaV1Compatible).Apply(QueueBufferPreset.LowLatency)));
        Assert.Equal((new LaneTiming(TimeSpan.FromMilliseconds(200), SendWhenIdle: false), 10, 1_048_576, 0, 1), Frozen(new QueueBufferOptions().Apply(QueueBufferPreset.LowCost)));
        Assert.Equal((new LaneTiming(TimeSpan.FromMilliseconds(200), SendWhenIdle: false), 5, 262_144, 10, 10), Frozen(new QueueBufferOptions().Apply(QueueBufferPreset.JavaV1Compatible)));
        Assert.Equal(7, new QueueBufferOptions { MaxBatchSize = 7 }.Apply(QueueBufferPreset.LowCost).MaxBatchSize);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new QueueBufferOptions().Apply((QueueBufferPreset)7));
    }

    [Fact]
    public void Settings_DoNotFollowLaterChanges()
    {
        var names = new List<string> { "a" };
        var options = new QueueBufferOptions { ReceiveMessageAttributeNames = names };
        var settings = QueueBufferSettings.Freeze(options);
        names.Add("b");
        options.MaxBatchSize = 3;
        Assert.Equal(["a"], settings.ReceiveMessageAttributeNames);
        Assert.Equal(10, settings.MaxBatchSize);
    }

    private static (LaneTiming Sends, int Inflight, int Bytes, int Prefetch, int Most) Frozen(QueueBufferOptions options)
    {
        var settings = QueueBufferSettings.Freeze(options);
        return (settings.Sends, settings.MaxInflightOutboundBatches, settings.MaxBatchBytes, settings.PrefetchBatches, settings.DefaultMaxMessages);
    }
}
