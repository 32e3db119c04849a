using System.Diagnostics;

namespace Quartermaster.Benchmarks;

/// <summary>Other programs to compare with.</summary>
internal static class Peers
{
    /// <summary>Whether a program runs; with a say on how to install it where it does not.</summary>
    /// <param name="installs">Whether to install it first, as root, on Debian.</param>
    /// <param name="packages">Debian's packages.</param>
    /// <param name="check">A program and arguments that end with 0 where everything is there.</param>
    internal static bool IsThere(bool installs, string[] packages, string[] check)
    {
        var names = string.Join(' ', packages);
        if (installs && Run("apt-get", ["install", "-y", "--no-install-recommends", .. packages]) != 0)
        {
            Console.Error.WriteLine($"Could not install {names}: as root, after apt-get update?");
            return false;
        }

        if (!File.Exists(check[0]) || Run(check[0], check[1..]) != 0)
        {
            Console.Error.WriteLine($"There is no peer to compare with. On Debian: apt-get install -y {names}, or this "
                + "command as root with --install.");
            return false;
        }

        return true;
    }

    /// <summary>A script beside the benchmarks' folder.</summary>
    internal static string Script(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Quartermaster.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("Run this within the repository."),
            "benchmarks", name);
    }

    /// <summary>What a program says.</summary>
    /// <exception cref="InvalidOperationException">It ended with a fault.</exception>
    internal static string Ask(ProcessStartInfo start)
    {
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text
            : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {text}");
    }

    private static int Run(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
