using Quartermaster.Domain;

namespace Quartermaster.Tests.Domain;

/// <summary>Lead times that are certain, and vendors that never ship short.</summary>
internal static class StatedLeadTimes
{
    /// <param name="days">One lead time per row, in days.</param>
    internal static LeadTimeTable Of(params int[] days) => new()
    {
        Days = new(columns: 1, Array.ConvertAll(days, day => (float)day)),
        Yields = new([.. days.Select(_ => 1f)]),
    };
}
