using BenchmarkDotNet.Running;
using Quartermaster.Benchmarks;

if (args is ["ledger"])
{
    await LedgerFigures.Print();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
