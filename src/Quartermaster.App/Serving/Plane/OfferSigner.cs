using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.App.Serving.Plane;

/// <summary>What a customer was offered, as an order brings it back.</summary>
/// <param name="Region">Where to.</param>
/// <param name="Speed">The speed.</param>
/// <param name="PromisedMinute">By when, minutes since 1970.</param>
/// <param name="ExpiresMinute">Until when it stands, minutes since 1970.</param>
internal readonly record struct OfferTerms(RegionId Region, Speed Speed, int PromisedMinute, int ExpiresMinute);

/// <summary>Writes offers so that nobody can change them, and reads them back: nothing is kept per offer.</summary>
/// <remarks>13 bytes of terms and 16 of an HMAC-SHA-256 over terms and cart, in base64url: 39 characters.</remarks>
internal sealed class OfferSigner
{
    private const string FileName = "offers.json";
    private const int TermBytes = 13;
    private const int MacBytes = 16;
    private const int LineBytes = 8;

    private readonly byte[] _secret;

    internal OfferSigner(byte[] secret) => _secret = secret;

    /// <summary>The signer of a workspace, whose secret outlives a restart.</summary>
    internal static OfferSigner Of(ServingFiles files)
    {
        var kept = files.Read<OfferSecret>(FileName);
        if (kept is null)
        {
            kept = new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            files.Save(FileName, kept);
        }

        return new(Convert.FromBase64String(kept.Secret));
    }

    /// <summary>The text of an offer.</summary>
    /// <param name="terms">The offer.</param>
    /// <param name="cart">What it is for, by product identifier.</param>
    internal string Write(in OfferTerms terms, ReadOnlySpan<CartLine> cart)
    {
        Span<byte> bytes = stackalloc byte[TermBytes + MacBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, terms.Region.Value);
        bytes[4] = (byte)terms.Speed;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[5..], terms.PromisedMinute);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[9..], terms.ExpiresMinute);
        Sign(bytes[..TermBytes], cart, bytes[TermBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads an offer; null for one that is not ours, or not of this cart.</summary>
    internal OfferTerms? Read(string text, ReadOnlySpan<CartLine> cart)
    {
        Span<byte> bytes = stackalloc byte[TermBytes + MacBytes];
        if (text.Length > 64 || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var count) || count != bytes.Length)
        {
            return null;
        }

        Span<byte> mac = stackalloc byte[MacBytes];
        Sign(bytes[..TermBytes], cart, mac);
        return !CryptographicOperations.FixedTimeEquals(mac, bytes[TermBytes..]) ? null
            : new(new(BinaryPrimitives.ReadInt32LittleEndian(bytes)), (Speed)bytes[4],
                BinaryPrimitives.ReadInt32LittleEndian(bytes[5..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[9..]));
    }

    /// <summary>The text of any other terms, for one name alone.</summary>
    /// <param name="name">What they are for; without a control character.</param>
    /// <param name="terms">The terms.</param>
    internal string Seal(string name, ReadOnlySpan<byte> terms)
    {
        var bytes = new byte[terms.Length + MacBytes];
        terms.CopyTo(bytes);
        SignNamed(name, terms, bytes.AsSpan(terms.Length));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads such terms; null for a text that is not ours, or of another name.</summary>
    internal byte[]? Unseal(string name, string text)
    {
        if (!Base64Url.IsValid(text, out var length) || length <= MacBytes)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        Span<byte> mac = stackalloc byte[MacBytes];
        SignNamed(name, bytes.AsSpan(0, bytes.Length - MacBytes), mac);
        return CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(bytes.Length - MacBytes))
            ? bytes[..^MacBytes] : null;
    }

    // Begins as no offer does: there is no region −1.
    private void SignNamed(string name, ReadOnlySpan<byte> terms, Span<byte> mac)
    {
        byte[] text = [0xff, 0xff, 0xff, 0xff, .. Encoding.UTF8.GetBytes(name), 0, .. terms];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, text, hash);
        hash[..MacBytes].CopyTo(mac);
    }

    private void Sign(ReadOnlySpan<byte> terms, ReadOnlySpan<CartLine> cart, Span<byte> mac)
    {
        var length = TermBytes + (cart.Length * LineBytes);
        Span<byte> text = length <= 1_024 ? stackalloc byte[length] : new byte[length];
        terms.CopyTo(text);
        for (var i = 0; i < cart.Length; i++)
        {
            var line = text[(TermBytes + (i * LineBytes))..];
            BinaryPrimitives.WriteInt32LittleEndian(line, cart[i].Product.Value);
            BinaryPrimitives.WriteInt32LittleEndian(line[4..], cart[i].Units);
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, text, hash);
        hash[..MacBytes].CopyTo(mac);
    }

    private sealed record OfferSecret(string Secret);
}
