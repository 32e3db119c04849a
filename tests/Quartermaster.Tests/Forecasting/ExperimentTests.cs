#pragma warning disable IDE0011
using System.Diagnostics;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Forecasting.Practice;
using Xunit;
namespace Quartermaster.Tests.Forecasting;
public sealed class ExperimentTests
{
    [Fact]
    public void Run()
    {
        using var o = new StreamWriter("/tmp/fc_out.txt");
        foreach (var (name, w) in new (string, DemandWorld)[] {
            ("fast", new DemandWorld { Products = 300, Days = 730 }),
            ("slow", new DemandWorld { Products = 300, Days = 730, Level = 0.1 }),
            ("stockouts", new DemandWorld { Products = 200, Days = 400, StockOutShare = 0.2 }),
            ("new", new DemandWorld { Products = 200, Days = 400, LaunchDay = p => p % 2 == 0 ? 380 : -1 }),
        })
        {
            var sw = Stopwatch.StartNew();
            var inputs = w.Inputs(); var truth = w.Inputs(w.AllDays);
            o.WriteLine($"{name} gen {sw.ElapsedMilliseconds}"); sw.Restart();
            var list = StatisticalForecasters.Fit(inputs, threads: 2).Concat([new MovingAverage(), new SeasonalSmoothing()]).ToList();
            o.WriteLine($"fit {sw.ElapsedMilliseconds}"); 
            foreach (var f in list)
            {
                sw.Restart();
                var fc = f.Forecast(inputs);
                var ms = sw.ElapsedMilliseconds;
                var (d, wk) = (new QuantileScore(), new QuantileScore());
                for (var r = 0; r < inputs.Count; r++) BackTest.Score(fc, truth, r, d, wk);
                var cov = Cover(fc, truth, inputs.Days, 28); var c14 = Cover(fc, truth, inputs.Days, 14);
                var pers = fc.Products.Rows.ToArray().Average(x => x.Persistence);
                var com = fc.Products.Rows.ToArray().Average(x => x.CommonLoading);
                o.WriteLine($"{f.Name,-24} {ms,5} ms  D {d.Wql:f4} bias {d.Bias:f3} cov.1/.5/.9/.99 {d.Coverage[2]:f2}/{d.Coverage[6]:f2}/{d.Coverage[10]:f2}/{d.Coverage[12]:f3}  W {wk.Wql:f4} bias {wk.Bias:f3} {wk.Coverage[2]:f2}/{wk.Coverage[6]:f2}/{wk.Coverage[10]:f2}/{wk.Coverage[12]:f3} S14 {c14} S28 {cov} pers {pers:f3} com {com:f4}");
            }
        }
    }
    internal static string Cover(DemandForecast fc, DemandInputs truth, int first, int days)
    {
        var paths = new SamplePaths(fc, 7); var tot = new int[256]; double l = 0, m = 0, h = 0, n = 0;
        for (var r = 0; r < fc.Count; r++)
        {
            paths.Sums(r, 0, days, tot); Array.Sort(tot);
            double s = 0; var ok = true;
            for (var d = 0; d < days; d++) { s += truth.Sales.Row(r)[first + d]; ok &= truth.InStock.Row(r)[first + d] == 1; }
            if (!ok) continue;
            n++; l += s <= tot[25] ? 1 : 0; m += s <= tot[127] ? 1 : 0; h += s <= tot[230] ? 1 : 0;
        }
        return $"{l / n:f2}/{m / n:f2}/{h / n:f2}";
    }
}
