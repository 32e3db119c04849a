using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Common practice: each line from the nearest FC that has it; from several where none has all of
/// it.</summary>
internal static class NearestRule
{
    internal static int Choose(in OrderWork work)
    {
        var openCount = 0;
        Span<int> turns = stackalloc int[work.Inputs.Routes.Origins.Length];
        Order(in work, turns);
        for (var line = 0; line < work.Lines.Length; line++)
        {
            if (work.Wanted[line] > 0)
            {
                PracticeParcels.Give(in work, line, turns, ref openCount);
            }
        }

        return openCount;
    }

    // FCs by distance; equal distances by identifier.
    private static void Order(in OrderWork work, Span<int> turns)
    {
        Span<float> kilometers = stackalloc float[turns.Length];
        for (var origin = 0; origin < turns.Length; origin++)
        {
            turns[origin] = PracticeParcels.OfOrigin(in work, origin);
            kilometers[origin] = work.Inputs.Routes.Kilometers(origin, work.Request.Region);
        }

        kilometers.Sort(turns);
    }
}
