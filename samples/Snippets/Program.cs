using Snippets;
using Sqs.Client.LocalServer;

// The code that README and guides show, compiled and run on the embedded server.
await using var server = await LocalSqs.StartAsync();
await WithoutContainer.RunAsync(server);
await InAService.RunAsync(server);
await ManyMessages.RunAsync(server);
await WhatWentWrong.RunAsync(server);
await BytesInsteadOfStrings.RunAsync(server);
await UrlForADevice.RunAsync(server);
await OwnStrategies.RunAsync(server);
await SigningOtherCalls.RunAsync(server);
await CredentialsOfTheSdk.RunAsync(server);
await TestsWithTime.RunAsync();
await FaultsInTests.RunAsync();
await Buffering.RunAsync(server);
await ServerInServices.RunAsync();
await WhoMayDoWhat.RunAsync();
await QueuePolicies.RunAsync(server);
await TraceContexts.RunAsync();
await Redrive.RunAsync(server);
await Processing.RunAsync();
await ProcessingWithoutHost.RunAsync(server);
await OwnLoop.RunAsync(server);
await FairTenants.RunAsync(server);
await Notifications.RunAsync(server);
Console.WriteLine("All snippets ran.");
