using System.CommandLine;
using Sqs.Client.Faults;
using Sqs.Client.Faults.Fuzzing;
using Sqs.Client.Faults.Platforms;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// The tests, as every test project has them; or, named by the first word, one of the runs that take longer than a test may.
Command[] runs = [new FuzzCommand().ToCommand(), DigestsCommand.ToCommand()];

if (args.Length > 0 && Array.Exists(runs, run => run.Name == args[0]))
{
    var root = new RootCommand("Runs that look for lost messages, leaks and hangs.");
    Array.ForEach(runs, root.Subcommands.Add);
    return await root.Parse(args).InvokeAsync();
}

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
