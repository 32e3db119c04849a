using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Planning.Placement;

namespace Quartermaster.App.Serving.Http;

/// <summary>What an option's text carries: until when it stands, and what goes where.</summary>
/// <param name="ExpiresMinute">Minutes since 1970.</param>
/// <param name="Rows">What goes where, products one after the other.</param>
internal sealed record InboundTerms(int ExpiresMinute, IReadOnlyList<PlacementRow> Rows)
{
    private const byte Version = 1;

    /// <summary>The text, signed for one shipment.</summary>
    internal string Write(OfferSigner signer, string shipment)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write(ExpiresMinute);
        writer.Write7BitEncodedInt(Rows.Count);
        foreach (var (product, facility, units) in Rows)
        {
            writer.Write7BitEncodedInt(product.Value);
            writer.Write7BitEncodedInt(facility.Value);
            writer.Write7BitEncodedInt(units);
        }

        writer.Flush();
        return signer.Seal(shipment, bytes.ToArray());
    }

    /// <summary>Reads a text; null for one that is not ours, or of another shipment.</summary>
    internal static InboundTerms? Read(OfferSigner signer, string shipment, string text)
    {
        if (signer.Unseal(shipment, text) is not { Length: > 0 } sealedBytes || sealedBytes[0] != Version)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(sealedBytes));
        reader.ReadByte();
        var expires = reader.ReadInt32();
        var rows = new PlacementRow[reader.Read7BitEncodedInt()];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new(new(reader.Read7BitEncodedInt()), new(reader.Read7BitEncodedInt()),
                reader.Read7BitEncodedInt());
        }

        return new(expires, rows);
    }
}
