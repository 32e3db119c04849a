using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Prices;

/// <summary>Something limited that many products share, from a day on.</summary>
/// <param name="Facility">Where; none for the whole company, for example its budget.</param>
/// <param name="Resource">What is limited.</param>
/// <param name="StorageClass">For storage: which kind of room; otherwise the default.</param>
/// <param name="FromDay">First day; it holds until the day on which the same resource is listed again.</param>
public readonly record struct SharedResource(
    FacilityId Facility, Resource Resource, StorageClass StorageClass, DateOnly FromDay);
