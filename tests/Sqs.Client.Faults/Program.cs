using System.CommandLine;
using Sqs.Client.Faults;
using Sqs.Client.Faults.Books;
using Sqs.Client.Faults.Figures;
using Sqs.Client.Faults.Fuzzing;
using Sqs.Client.Faults.Platforms;
using Sqs.Client.Faults.Resources;
using Sqs.Client.Faults.Simulation;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// The tests, as every test project has them; or, named by the first word, one of the runs that take longer than a test may.
Command[] runs =
[
    BooksCommand.Create(), DigestsCommand.Create(), FiguresCommand.Create(), FuzzCommand.Create(), ResourcesCommand.Create(), SimulateCommand.Create(), SoakCommand.Create(),
];

if (args.Length > 0 && Array.Exists(runs, run => run.Name == args[0]))
{
    var root = new RootCommand("Runs that look for lost messages, leaks and hangs.");
    Array.ForEach(runs, root.Subcommands.Add);
    return await root.Parse(args).InvokeAsync();
}

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
