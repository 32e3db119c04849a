namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>What a pass over the open orders did. Open = looked at + left alone; saved = freight + handling + split.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Open">Committed orders of which nothing had left.</param>
/// <param name="LookedAt">Those of them that could leave from elsewhere.</param>
/// <param name="LeftAlone">The others, which could not be looked at, by cause.</param>
/// <param name="AtRisk">Orders looked at whose promise no way kept from where they were held.</param>
/// <param name="Rescued">Those of them that are in time again.</param>
/// <param name="Moved">Orders that leave from elsewhere now.</param>
/// <param name="Kept">Orders looked at for which nothing better was found: they are as they were.</param>
/// <param name="Stayed">Orders that were to move and could not, because something had changed meanwhile, by cause.
/// </param>
/// <param name="ParcelsSaved">How many parcels fewer they are.</param>
/// <param name="ParcelsShared">How many parcels fewer leave than if every order had parcels of its own: orders of one
/// customer share them, whether they were moved for it or not.</param>
/// <param name="Saved">What is paid less, the cost of rescues left out.</param>
/// <param name="RescueCost">What the orders that were rescued cost.</param>
/// <param name="Currency">Of what is paid.</param>
/// <param name="IsCut">Whether the work limit ended the pass.</param>
internal sealed record BacklogPassAnswer(
    string At, int Open, int LookedAt, IReadOnlyList<CauseCount> LeftAlone, int AtRisk, int Rescued, int Moved,
    int Kept, IReadOnlyList<CauseCount> Stayed, int ParcelsSaved, int ParcelsShared, SavedAnswer Saved,
    decimal RescueCost, string Currency, bool IsCut);

/// <summary>Orders of one cause.</summary>
/// <param name="Code">The cause's name.</param>
/// <param name="Message">The cause in words.</param>
/// <param name="Orders">How many.</param>
internal sealed record CauseCount(string Code, string Message, int Orders);

/// <summary>What is paid less, cause by cause.</summary>
/// <param name="Freight">Freight.</param>
/// <param name="Handling">Picking and packing.</param>
/// <param name="Split">The customers' trouble with further parcels.</param>
/// <param name="Together">All of it; below 0 where orders leave dear lane space to others and pay more elsewhere.
/// </param>
/// <param name="LaneSpaceFreed">What the lane space that they leave to others is worth: nobody pays it, so it is not in
/// what is saved.</param>
internal sealed record SavedAnswer(
    decimal Freight, decimal Handling, decimal Split, decimal Together, decimal LaneSpaceFreed);
