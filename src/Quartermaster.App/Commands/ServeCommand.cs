using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;
using Quartermaster.App.Worlds;

namespace Quartermaster.App.Commands;

/// <summary><c>qm serve</c>: promises, orders and stock over HTTP and gRPC.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> s_listen = new("--listen")
    {
        Description = "Where HTTP listens.",
        DefaultValueFactory = _ => "127.0.0.1:8080",
        HelpName = "ADDRESS:PORT",
    };

    private static readonly Option<string?> s_rpc = new("--grpc")
    {
        Description = "Where gRPC listens without TLS, for example 127.0.0.1:8081; with --certificate it is served at "
            + "--listen.",
        HelpName = "ADDRESS:PORT",
    };

    private static readonly Option<string?> s_certificate = new("--certificate")
    {
        Description = "A PFX file (its password in QM_CERTIFICATE_PASSWORD) or a PEM file with certificate and key: "
            + "then everything is TLS.",
        HelpName = "FILE",
    };

    internal static Command Create() => CommandFactory.Create(
        "serve",
        "Serves promises, orders and stock over HTTP and gRPC, until Ctrl-C. The ledger belongs to it meanwhile.",
        ["qm serve", "qm serve --listen 0.0.0.0:443 --certificate shop.pfx"],
        [s_listen, s_rpc, s_certificate],
        invocation => RunAsync(invocation).GetAwaiter().GetResult());

    private static async Task<Answer> RunAsync(Invocation invocation)
    {
        if (invocation.Get(s_certificate) is not null && invocation.Get(s_rpc) is not null)
        {
            throw new UserException("--grpc listens without TLS, and --certificate asks for TLS.",
                "Leave --grpc out: with a certificate gRPC is served at --listen.", ExitCode.WrongUse);
        }

        var doors = new ServingDoors(AddressOf(invocation.Get(s_listen)!, "--listen"),
            invocation.Get(s_rpc) is { } rpc ? AddressOf(rpc, "--grpc") : null,
            invocation.Get(s_certificate) is { } file ? TlsCertificate.Read(file) : null);
        var workspace = Workspaces.Open(invocation);
        var files = new ServingFiles(workspace);
        if (files.Read<KeyList>(KeyBook.FileName) is not { Keys.Count: > 0 })
        {
            throw new UserException("No key may use the service yet.",
                "Make one first: qm keys add laptop --role admin", ExitCode.WrongUse);
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = invocation.Cancel.Register(() => stopped.TrySetResult());
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        });
        var plane = await OnlinePlane.OpenAsync(
            workspace, invocation.Clock, invocation.Threads, invocation.Cancel).ConfigureAwait(false);
        var host = await StartAsync(plane, files, workspace, doors, invocation.Clock).ConfigureAwait(false);
        long orders;
        await using (host.ConfigureAwait(false))
        {
            Say(invocation, host, doors);
            await stopped.Task.ConfigureAwait(false);
            Console.Error.WriteLine("Stopping: what is being worked on is finished first.");
            orders = plane.Ledger.Batches;
        }

        return new("The service has stopped. Everything that was acknowledged is in the ledger.")
        {
            Facts = [("batches", orders)],
        };
    }

    private static async Task<ServingHost> StartAsync(
        OnlinePlane plane, ServingFiles files, Storage.Workspaces.Workspace workspace, ServingDoors doors,
        TimeProvider clock)
    {
        try
        {
            return await ServingHost.StartAsync(
                plane, files, new WorkspacePolicies(workspace.Settings).Serve, doors, clock).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            await plane.DisposeAsync().ConfigureAwait(false);
            throw fault is IOException ? new UserException(fault.Message,
                "Stop the program that listens there, or listen elsewhere: qm serve --listen 127.0.0.1:8090") : fault;
        }
    }

    private static void Say(Invocation invocation, ServingHost host, ServingDoors doors)
    {
        // On the error stream, so that the answer stays one document for machines.
        var rpc = doors.Certificate is not null ? ", gRPC there too"
            : doors.Rpc is null ? "" : $", gRPC at {host.Addresses[1]}";
        Console.Error.WriteLine($"Serving at {host.Addresses[0]}{rpc}. Stop it with Ctrl-C.");
        if (doors.Certificate?.EndOf(invocation.Clock) is { } ended)
        {
            Console.Error.WriteLine(ended);
        }

        Console.Error.WriteLine($"What it understands: {host.Addresses[0]}/openapi/v1.json");
        if (!invocation.AsJson && host.Desk.Plane.View.Parts.Routes.Count == 0)
        {
            Console.Error.WriteLine(
                "No way leads from a center to a region today: nothing can be promised. See: qm check");
        }
    }

    private static IPEndPoint AddressOf(string text, string option) =>
        IPEndPoint.TryParse(text, out var address) && text.Contains(':', StringComparison.Ordinal) ? address
            : throw new UserException($"{option} '{text}' is no address.",
                "Write for example 127.0.0.1:8080, or 0.0.0.0:8080 for every network of this machine.",
                ExitCode.WrongUse);
}
