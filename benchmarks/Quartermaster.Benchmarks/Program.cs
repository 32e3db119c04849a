using System.Globalization;
using BenchmarkDotNet.Running;
using Quartermaster.Benchmarks;
using Quartermaster.Benchmarks.MultiItem;

if (args is ["ledger"])
{
    await LedgerFigures.Print();
    return;
}

if (args is ["multi-item" or "readings", .. var numbers])
{
    var sizes = numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
    var (instances, sequences) = (sizes.ElementAtOrDefault(0), sizes.ElementAtOrDefault(1));
    if (args[0] == "readings")
    {
        MultiItemFigures.PrintReadings(instances, sequences);
    }
    else
    {
        MultiItemFigures.Print(instances, sequences, sizes.ElementAtOrDefault(2), sizes.ElementAtOrDefault(3));
    }

    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
