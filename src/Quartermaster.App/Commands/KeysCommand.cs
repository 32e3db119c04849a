using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Worlds;

namespace Quartermaster.App.Commands;

/// <summary><c>qm keys</c>: who may use the service.</summary>
internal static class KeysCommand
{
    private static readonly Argument<string> s_name = new("NAME") { Description = "Whose key it is." };

    private static readonly Option<KeyRole> s_role = new("--role")
    {
        Description = "What it may do: reader (promises), shop (and orders), operator (and stock), admin (and the "
            + "service).",
        Required = true,
        HelpName = "ROLE",
    };

    private static readonly Option<int?> s_rate = new("--rate")
    {
        Description = "Requests a second; default: the setting serve.requestsPerSecond.",
        HelpName = "N",
    };

    internal static Command Create()
    {
        s_rate.Require(rate => rate is null or (>= 1 and <= 1_000_000), _ => "--rate must be 1 to 1,000,000.");
        var command = new Command("keys", "Who may use the service: adds, lists and removes keys.");
        command.Add(CommandFactory.Create("add", "Makes a key and shows it, once: only its hash is kept.",
            ["qm keys add web-shop --role shop", "qm keys add warehouse --role operator --rate 500"],
            [s_name, s_role, s_rate], Add));
        command.Add(CommandFactory.Create("list", "Lists the keys, without their secrets.",
            ["qm keys list", "qm keys list --json"], [], List));
        command.Add(CommandFactory.Create("remove", "Removes a key: within a second nobody can use it.",
            ["qm keys remove web-shop", "qm keys remove warehouse --json"], [s_name], Remove));
        return command;
    }

    private static Answer Add(Invocation invocation)
    {
        var (files, keys, name) = Read(invocation);
        if (name.Length is 0 or > 100 || name.Any(char.IsControl))
        {
            throw new UserException("A key's name has 1 to 100 characters.", "Choose another.", ExitCode.WrongUse);
        }

        if (keys.Any(key => key.Name == name))
        {
            throw new UserException($"There is a key '{name}' already.",
                $"Choose another name, or remove it first: qm keys remove {name}", ExitCode.WrongUse);
        }

        var (sent, key) = KeyBook.Make(
            name, invocation.Get(s_role), invocation.Get(s_rate), invocation.Now.ToString());
        files.Save(KeyBook.FileName, new KeyList([.. keys, key]));
        return new($"The key of {name}, shown this once: {sent}")
        {
            Facts = [("name", name), ("role", key.Role.ToString().ToLowerInvariant()), ("key", sent)],
            Notes = ["Clients send it as Authorization: Bearer KEY. Next: qm serve"],
        };
    }

    private static Answer List(Invocation invocation)
    {
        var keys = Files(invocation).Read<KeyList>(KeyBook.FileName)?.Keys ?? [];
        return new($"{Words.Count(keys.Count, "key")} may use the service.")
        {
            Grids =
            [
                new("keys", "Keys",
                    [new("name", "Name"), new("role", "Role"), new("id", "Id"), new("created", "Made"),
                        new("requests_per_second", "Requests/s")],
                    [.. keys.Select(key => (IReadOnlyList<object?>)
                        [key.Name, key.Role.ToString().ToLowerInvariant(), key.Id, key.Created,
                            key.RequestsPerSecond])]),
            ],
        };
    }

    private static Answer Remove(Invocation invocation)
    {
        var (files, keys, name) = Read(invocation);
        if (keys.All(key => key.Name != name))
        {
            throw new UserException($"There is no key '{name}'.", "See them: qm keys list", ExitCode.WrongUse);
        }

        files.Save(KeyBook.FileName, new KeyList([.. keys.Where(key => key.Name != name)]));
        return new($"The key of {name} is removed.");
    }

    private static (ServingFiles Files, IReadOnlyList<ApiKey> Keys, string Name) Read(Invocation invocation)
    {
        var files = Files(invocation);
        return (files, files.Read<KeyList>(KeyBook.FileName)?.Keys ?? [], invocation.Get(s_name));
    }

    private static ServingFiles Files(Invocation invocation) => new(Workspaces.Open(invocation));
}
