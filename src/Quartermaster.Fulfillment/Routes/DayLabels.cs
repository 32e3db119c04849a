using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Where the departures of an FC on one local day lead: labels worth extending, those of a ship day together,
/// by cut-off, latest first.</summary>
/// <param name="departures">The departures.</param>
/// <param name="labels">The labels.</param>
/// <param name="legs">What each label came by.</param>
/// <param name="groups">Where each ship day's labels start; one more at the end.</param>
internal sealed class DayLabels(RouteDeparture[] departures, Label[] labels, RouteLeg[] legs, int[] groups)
{
    /// <summary>The departures.</summary>
    internal RouteDeparture[] Departures => departures;

    /// <summary>What each label came by, for those between facilities.</summary>
    internal RouteLeg[] Legs => legs;

    /// <summary>The labels.</summary>
    internal ReadOnlySpan<Label> Labels => labels;

    /// <summary>Where each ship day's labels start; one more at the end.</summary>
    internal ReadOnlySpan<int> Groups => groups;
}
