using Quartermaster.Domain;

namespace Quartermaster.App.Benchmarks;

/// <summary>Decisions a second of buying and placement, without reasons: a day's plan, repeated to the size wanted.
/// </summary>
internal static class PlanBench
{
    private const int Candidates = 100_000;
    private const int Placed = 2_000;
    private const double Floor = 500_000;

    internal static IEnumerable<Figure> Buy(BenchContext context)
    {
        var day = context.World.Value.Plan.BuyingInputs;
        foreach (var rows in (int[])[Candidates, 10 * Candidates])
        {
            context.Cancel.ThrowIfCancellationRequested();
            var inputs = day.Pick(Repeat(day.Count, (int)((long)rows * day.Count / day.FirstRow(day.Count))));
            var what = $"{inputs.FirstRow(inputs.Count):N0} candidates";
            yield return Figure.Of("buy", what, "candidates/s", Floor, 3, () =>
                (context.World.Value.Company.Buying.Plan(inputs, Explain.No, context.Threads, context.Cancel)
                    .Decisions.Count, 0));
        }
    }

    internal static IEnumerable<Figure> Place(BenchContext context)
    {
        var day = context.World.Value.Plan.PlacementInputs;
        foreach (var products in (int[])[Placed, 10 * Placed])
        {
            context.Cancel.ThrowIfCancellationRequested();
            var inputs = day.Pick(Repeat(day.Count, products));
            var what = $"{products:N0} products × {context.World.Value.Facts.Centers.Length} centers";
            yield return Figure.Of("place", what, "decisions/s", 0, 3, () =>
                 (context.World.Value.Company.Placement.Plan(inputs, Explain.No, context.Threads, context.Cancel)
                    .Decisions.Count, 0));
        }
    }

    private static int[] Repeat(int count, int wanted) => [.. Enumerable.Range(0, wanted).Select(i => i % count)];
}
