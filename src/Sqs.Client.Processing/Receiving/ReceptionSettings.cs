namespace Sqs.Client.Processing;

/// <summary>How messages of one queue are fetched.</summary>
/// <param name="Wait">The wait of a long poll, 0 to 20 s in whole seconds.</param>
/// <param name="Visibility">The visibility timeout that polls ask for, in whole seconds.</param>
/// <param name="MaxPolls">The most polls at once.</param>
/// <param name="Prefetch">How many messages may be fetched beyond those that can start.</param>
/// <param name="DrainTime">How long running polls are given at a stop or a pause.</param>
/// <param name="BodyFormat">In which form bodies are wanted.</param>
/// <param name="Clock">The time.</param>
/// <param name="Random">Random numbers from 0 to below 1.</param>
internal sealed record ReceptionSettings(
    TimeSpan Wait, TimeSpan Visibility, int MaxPolls, int Prefetch, TimeSpan DrainTime, MessageBodyFormat BodyFormat, ProcessingClock Clock, Func<double> Random);
