using System.Globalization;
using BenchmarkDotNet.Running;
using Sqs.Client.Benchmarks;
using Sqs.Client.Benchmarks.Buffered;
using Sqs.Client.Benchmarks.Depth;
using Sqs.Client.Benchmarks.Inputs;
using Sqs.Client.Benchmarks.Quick;

switch (args)
{
    case ["quick", .. var filter]:
        QuickRun.Run(filter.FirstOrDefault());
        return 0;
    case ["depth", .. var filter]:
        DepthRun.Run(filter.FirstOrDefault());
        return 0;
    case ["bdn", .. var filter]:
        _ = BenchmarkSwitcher.FromAssembly(typeof(SignBenchmarks).Assembly).Run(["--filter", filter is [] ? "*" : $"*{filter[0]}*"]);
        return 0;
    case ["buffered", .. var filter]:
        await BufferedRun.RunAsync(filter.FirstOrDefault());
        return 0;
    case ["stub"]:
        await LoopbackStub.RunAsync();
        return 0;
    case ["stub", var milliseconds]:
        await LoopbackStub.RunAsync(TimeSpan.FromMilliseconds(double.Parse(milliseconds, CultureInfo.InvariantCulture)));
        return 0;
    default:
        Console.Error.WriteLine("usage: quick [part of a group's name] | buffered [part of a group's name] | depth [part of a group's name] | bdn [part of a benchmark's name]");
        return 2;
}
