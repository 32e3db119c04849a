using System.Globalization;
using BenchmarkDotNet.Running;
using Quartermaster.Benchmarks;
using Quartermaster.Benchmarks.Launches;
using Quartermaster.Benchmarks.Learning;
using Quartermaster.Benchmarks.M5;
using Quartermaster.Benchmarks.MultiItem;
using Quartermaster.Benchmarks.StockOuts;

if (args is ["ledger"])
{
    await LedgerFigures.Print();
    return;
}

if (args is ["inbound"])
{
    InboundFigures.Print();
    return;
}

if (args is ["ledger-memory"])
{
    LedgerMemoryFigures.Print();
    return;
}

if (args is ["ledger-lives", ..])
{
    Environment.ExitCode = LedgerLives.Print(args.Skip(1).Select(one => one.Split('='))
        .ToDictionary(pair => pair[0], pair => ulong.Parse(pair[1], CultureInfo.InvariantCulture)));
    return;
}

if (args is ["m5", var folder, var store, ..])
{
    M5Figures.Print(folder, store,
        args.Skip(3).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
    return;
}

if (args is ["m5-weeks", var contest, var branch, ..])
{
    M5Weeks.Print(
        contest, branch, args.Skip(3).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
    return;
}

if (args is ["launches", var sales, var shop, ..])
{
    LaunchFigures.Print(
        sales, shop, args.Skip(3).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
    return;
}

if (args is ["stock-outs", var hours, ..])
{
    StockOutFigures.Print(
        hours, args.Skip(2).Select(one => one.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
    return;
}

if (args is ["ets-peer", var series, ..])
{
    var count = args.FirstOrDefault(one => one.StartsWith("series=", StringComparison.Ordinal))?["series=".Length..];
    Environment.ExitCode = EtsPeer.Print(
        series, int.Parse(count ?? "200", CultureInfo.InvariantCulture), installs: args.Contains("--install"));
    return;
}

if (args is ["learning"])
{
    LearningFigures.Print();
    return;
}

if (args is ["learning-peer", ..])
{
    Environment.ExitCode = PeerFigures.Print(installs: args.Contains("--install"));
    return;
}

int[] sizes = [.. args.Skip(1).TakeWhile(_ => args[0] is "multi-item" or "readings")
    .Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
switch (args, sizes)
{
    case (["multi-item", ..], [var instances, var sequences, var solvedInstances, var solvedSequences]):
        MultiItemFigures.Print(instances, sequences, solvedInstances, solvedSequences);
        return;
    case (["readings", ..], [var instances, var sequences]):
        MultiItemFigures.PrintReadings(instances, sequences);
        return;
    case (["multi-item" or "readings", ..], _):
        Console.Error.WriteLine("Say how many instances and sequences: multi-item 30 30 30 1, or readings 30 3.");
        return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
