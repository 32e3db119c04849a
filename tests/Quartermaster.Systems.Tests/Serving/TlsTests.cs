using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>TLS by the documented options: HTTP/1.1, HTTP/2 and gRPC at one port, and certificates that are none.
/// </summary>
public sealed class TlsTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Password = "a word";
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForMail = "1.3.6.1.5.5.7.3.4";
    private const string Tea = """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""";

    [Theory]
    [InlineData("shop.pfx")]
    [InlineData("shop.pem")]
    public async Task HTTP_and_gRPC_share_a_port_by_TLS(string name)
    {
        var folder = corner.Copy();
        var key = ServeProcess.KeyOf(folder, "reader");
        using var certificate = Make();
        var file = Write(folder, name, certificate, withKey: true);
        await using var service = await ServeProcess.StartAsync(folder, ["--certificate", file],
            new Dictionary<string, string> { [TlsCertificate.PasswordVariable] = Password });
        Assert.StartsWith("https://", service.Address, StringComparison.Ordinal);
        Assert.Contains("gRPC there too", service.Line, StringComparison.Ordinal);
        using var handler = Trusting(certificate);
        using var client = new HttpClient(handler) { BaseAddress = new(service.Address) };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        foreach (var version in (Version[])[HttpVersion.Version11, HttpVersion.Version20])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/promises")
            {
                Content = new StringContent(Tea, null, "application/json"), Version = version,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var answer = await client.SendAsync(request);
            Assert.Equal((HttpStatusCode.OK, version), (answer.StatusCode, answer.Version));
        }

        using var channel = GrpcChannel.ForAddress(service.Address, new() { HttpHandler = Trusting(certificate) });
        var ask = new PromiseRequest { Carts = { new Cart { Region = "dallas" } } };
        ask.Carts[0].Items.Add(new Item { Product = "tea", Units = 1 });
        var promises = new Promises.PromisesClient(channel);
        var reply = await promises.PromiseAsync(ask, new Metadata { { "x-api-key", key } });
        Assert.NotEmpty(reply.Promises[0].Offers);

        // Whoever does not know the certificate, or does not speak TLS, learns nothing.
        using var stranger = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync($"{service.Address}/health/live"));
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            stranger.GetAsync($"{service.Address.Replace("https", "http")}/health/live"));
        await service.BeginStopAsync();
        Assert.Equal(0, service.End().Code);
    }

    [Fact]
    public async Task Those_between_a_certificate_and_its_root_are_shown_with_it()
    {
        var folder = corner.Copy();
        ServeProcess.KeyOf(folder, "reader");
        using var root = MakeIssuer("CN=root");
        using var between = MakeIssuer("CN=between", root);
        using var certificate = Make(issuer: between);
        var file = Write(folder, "shop.pem", certificate, withKey: true);
        File.AppendAllText(file, "\n" + between.ExportCertificatePem());
        await using var service = await ServeProcess.StartAsync(folder, ["--certificate", file]);
        string[] shown = [];
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, _, chain, _) =>
                {
                    shown = [.. chain!.ChainPolicy.ExtraStore.Select(one => one.Subject)];
                    return true;
                },
            },
        };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync($"{service.Address}/health/live");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("CN=between", shown);
    }

    [Fact]
    public void What_no_server_can_show_is_refused_with_what_to_do()
    {
        var folder = corner.Copy();
        using var good = Make();
        using var mail = Make(ForMail);
        (string File, string Says)[] bad =
        [
            (Path.Combine(folder, "none.pfx"), "There is no certificate at"),
            (Write(folder, "bare.pfx", good, withKey: false), "no certificate with a key"),
            (Write(folder, "bare.pem", good, withKey: false), "bare.pem"),
            (Write(folder, "mail.pem", mail, withKey: true), "not for servers"),
            (Write(folder, "locked.pfx", good, withKey: true), "password"),
            (Garbage(folder, "noise.pfx"), "noise.pfx"),
            (Garbage(folder, "noise.pem"), "noise.pem"),
        ];
        foreach (var (file, says) in bad)
        {
            var told = Assert.Throws<UserException>(() => TlsCertificate.Read(file));
            Assert.Equal(ExitCode.WrongUse, told.Code);
            Assert.Contains(file, told.Message, StringComparison.Ordinal);
            Assert.Contains(says, told.Message, StringComparison.Ordinal);
            Assert.NotEmpty(told.NextStep);
        }

        // And by the command, which leaves the ledger alone.
        ServeProcess.KeyOf(folder, "reader");
        var ended = QmProcess.Run("serve", "-w", folder, "--certificate", bad[^1].File);
        Assert.Equal(2, ended.Code);
        Assert.Contains(TlsCertificate.PasswordVariable, ended.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "ledger.holder")));
        Assert.Equal(2, QmProcess.Run(
            "serve", "-w", folder, "--certificate", bad[0].File, "--grpc", "127.0.0.1:0").Code);
    }

    [Fact]
    public void One_that_has_ended_is_told_and_serves_all_the_same()
    {
        var folder = corner.Copy();
        using var old = Make(ForServers, days: -1);
        var read = TlsCertificate.Read(Write(folder, "old.pem", old, withKey: true));
        Assert.Contains("was valid until", read.EndOf(TimeProvider.System), StringComparison.Ordinal);
        using var good = Make();
        Assert.Null(TlsCertificate.Read(Write(folder, "good.pem", good, withKey: true)).EndOf(TimeProvider.System));
    }

    private static X509Certificate2 MakeIssuer(string name, X509Certificate2? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null)
        {
            return request.CreateSelfSigned(now.AddDays(-9), now.AddDays(9));
        }

        using var signed = request.Create(issuer, now.AddDays(-8), now.AddDays(8), [7]);
        return signed.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Make(string use = ForServers, int days = 2, X509Certificate2? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=shop", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null)
        {
            return request.CreateSelfSigned(now.AddDays(-3), now.AddDays(days));
        }

        using var signed = request.Create(issuer, now.AddDays(-3), now.AddDays(days), [8]);
        return signed.CopyWithPrivateKey(key);
    }

    private static SocketsHttpHandler Trusting(X509Certificate2 certificate) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown?.GetCertHashString() == certificate.GetCertHashString(),
        },
    };

    private static string Write(string folder, string name, X509Certificate2 certificate, bool withKey)
    {
        var file = Path.Combine(folder, name);
        if (name.EndsWith(".pfx", StringComparison.Ordinal))
        {
            using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
            File.WriteAllBytes(file, (withKey ? certificate : bare).Export(
                X509ContentType.Pfx, withKey ? Password : null));
        }
        else
        {
            using var key = certificate.GetECDsaPrivateKey()!;
            File.WriteAllText(file, certificate.ExportCertificatePem() + "\n"
                + (withKey ? key.ExportPkcs8PrivateKeyPem() : ""));
        }

        return file;
    }

    private static string Garbage(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, "no certificate at all");
        return file;
    }
}
