using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class SortedSampleTests
{
    [Fact]
    public void Merging_runs_sorts_them() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).SelectMany(sizes =>
            Gen.Float[0, 100].Array[sizes.Item1].Array[sizes.Item2]).Sample(runs =>
        {
            var values = runs.SelectMany(run => run.Order()).ToArray();
            var expected = values.Order().ToArray();

            SortedSample.MergeRuns(values, runs[0].Length, new float[values.Length]);

            Assert.Equal(expected, values);
        });

    [Fact]
    public void Sorting_by_counting_is_sorting() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[-2, 20_000_000], Gen.Int[0, 2_000].Array[0, 300]).Sample(
            (tenths, least, units) =>
            {
                // One value in a list may not be whole; ranges are near and far.
                float[] odd = tenths == 5 ? [least + 0.5f] : [];
                float[] values = [.. units.Select(u => (float)least + u), .. odd];
                var expected = values.Order().ToArray();

                SortedSample.SortWhole(values);

                Assert.Equal(expected, values);
            });

    [Fact]
    public void The_newsvendors_quantile_costs_no_more_than_any_other_order() =>
        Gen.Select(Gen.Int[0, 50].Array[1, 20], Gen.Double[0.1, 9], Gen.Double[0.1, 9]).Sample((units, h, p) =>
        {
            var demand = units.Order().Select(u => (float)u).ToArray();
            var best = Enumerable.Range(0, 51).Min(owned => Newsvendor.Cost(demand, owned, h, p));

            var owned = SortedSample.Quantile(demand, p / (p + h));

            Assert.Equal(best, Newsvendor.Cost(demand, owned, h, p), 1e-6);
        });
}
