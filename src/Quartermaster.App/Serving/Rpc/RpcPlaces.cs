using Quartermaster.App.Serving.Http.Contracts;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Where to, as messages say it: empty texts stand for none.</summary>
internal static class RpcPlaces
{
    /// <summary>The destination of a region, or of a postal code and its country.</summary>
    internal static Destination Of(string region, string postalCode, string country) => new()
    {
        Region = region.Length == 0 && postalCode.Length > 0 ? null : region,
        PostalCode = postalCode.Length == 0 ? null : postalCode,
        Country = country.Length == 0 ? null : country,
    };
}
