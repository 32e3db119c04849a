using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quartermaster.App.CommandLine;

namespace Quartermaster.App.Serving;

/// <summary>What the service shows to those who connect by TLS, read once when it starts.</summary>
/// <param name="File">Where it was read.</param>
/// <param name="Certificate">The service's own, with its key.</param>
/// <param name="Chain">Those between it and one that clients know; may be empty.</param>
internal sealed record TlsCertificate(string File, X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Where a PFX file's password is.</summary>
    internal const string PasswordVariable = "QM_CERTIFICATE_PASSWORD";

    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>Reads a file: PEM with certificate and key, in any order, or PFX.</summary>
    /// <exception cref="UserException">It is not there, or nothing that a server could show.</exception>
    internal static TlsCertificate Read(string file)
    {
        if (!System.IO.File.Exists(file))
        {
            throw new UserException($"There is no certificate at {file}.", "Check the path.", ExitCode.WrongUse);
        }

        var isText = Path.GetExtension(file).Equals(".pem", StringComparison.OrdinalIgnoreCase);
        try
        {
            var all = new X509Certificate2Collection();
            if (isText)
            {
                all.ImportFromPemFile(file);
            }
            else
            {
                all = X509CertificateLoader.LoadPkcs12CollectionFromFile(
                    file, Environment.GetEnvironmentVariable(PasswordVariable));
            }

            var own = isText ? X509Certificate2.CreateFromPemFile(file) : all.FirstOrDefault(one => one.HasPrivateKey);
            return own is null ? throw Wrong(file, "It has no certificate with a key.") : Judge(new(file, own,
                [.. all.Where(one => one.Thumbprint != own.Thumbprint)]));
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException
            or ArgumentException)
        {
            throw Wrong(file, fault.Message);
        }
    }

    /// <summary>What to tell an operator of a certificate that is not valid now; null of one that is.</summary>
    internal string? EndOf(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now > Certificate.NotAfter ? $"{File} was valid until {Certificate.GetExpirationDateString()}: clients "
            + "will refuse it. Put a new one there and start again."
            : now < Certificate.NotBefore ? $"{File} is not valid before {Certificate.GetEffectiveDateString()}: "
            + "clients will refuse it until then. Check the clock."
            : null;
    }

    private static TlsCertificate Judge(TlsCertificate read)
    {
        var uses = read.Certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(one => one.EnhancedKeyUsages.Cast<Oid>()).ToArray();
        return uses.Length == 0 || uses.Any(use => use.Value == ServerUse) ? read
            : throw Wrong(read.File, "Its certificate is not for servers (extended key usage).");
    }

    private static UserException Wrong(string file, string found) => new($"{file}: {found}",
        $"Give a PFX file, whose password stands in {PasswordVariable}, or a .pem file with certificate and key.",
        ExitCode.WrongUse);
}
