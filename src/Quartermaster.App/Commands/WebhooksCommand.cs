using System.CommandLine;
using System.Security.Cryptography;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Worlds;

namespace Quartermaster.App.Commands;

/// <summary><c>qm webhooks</c>: who is told what becomes of orders.</summary>
internal static class WebhooksCommand
{
    private static readonly Argument<string> s_name = new("NAME")
    {
        Description = "Its name: letters, digits and hyphens.",
    };

    private static readonly Argument<string> s_url = new("URL") { Description = "Where to: http or https." };

    internal static Command Create()
    {
        var command = new Command("webhooks", "Who is told what becomes of orders: adds, lists and removes webhooks.");
        command.Add(CommandFactory.Create("add",
            "Makes a webhook and shows the secret that its requests are signed with, once. It counts when the service "
                + "next starts.",
            [
                "qm webhooks add shop https://shop.example.com/events",
                "qm webhooks add test http://127.0.0.1:9000/ --json",
            ],
            [s_name, s_url], Add));
        command.Add(CommandFactory.Create("list", "Lists the webhooks, without their secrets.",
            ["qm webhooks list", "qm webhooks list --json"], [], List));
        command.Add(CommandFactory.Create("remove", "Removes a webhook. It counts when the service next starts.",
            ["qm webhooks remove shop", "qm webhooks remove test --json"], [s_name], Remove));
        return command;
    }

    private static Answer Add(Invocation invocation)
    {
        var (files, webhooks, name) = Read(invocation);
        var url = invocation.Get(s_url);
        if (name.Length is 0 or > 40 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            throw new UserException($"'{name}' is no name of a webhook.",
                "Use 1 to 40 letters, digits and hyphens.", ExitCode.WrongUse);
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            throw new UserException($"'{url}' is no address.", "Write for example https://shop.example.com/events.",
                ExitCode.WrongUse);
        }

        if (webhooks.Any(webhook => webhook.Name == name))
        {
            throw new UserException($"There is a webhook '{name}' already.",
                $"Choose another name, or remove it first: qm webhooks remove {name}", ExitCode.WrongUse);
        }

        // One of that name before has nothing to do with this one.
        files.Remove(WebhookSender.CursorOf(name));
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        files.Save(WebhookList.FileName, new WebhookList([.. webhooks, new(name, url, secret)]));
        return new($"The secret of {name}, shown this once: whsec_{secret}")
        {
            Facts = [("name", name), ("url", url), ("secret", "whsec_" + secret)],
            Notes =
            [
                "Each request is an array of CloudEvents, signed as Standard Webhooks asks; answer 2xx when it is safe "
                    + "with you. An event may come twice, with the same id.",
            ],
        };
    }

    private static Answer List(Invocation invocation)
    {
        var webhooks = Files(invocation).Read<WebhookList>(WebhookList.FileName)?.Webhooks ?? [];
        return new($"{Words.Count(webhooks.Count, "webhook")} {(webhooks.Count == 1 ? "is" : "are")} told.")
        {
            Grids =
            [
                new("webhooks", "Webhooks", [new("name", "Name"), new("url", "Address")],
                    [.. webhooks.Select(webhook => (IReadOnlyList<object?>)[webhook.Name, webhook.Url])]),
            ],
        };
    }

    private static Answer Remove(Invocation invocation)
    {
        var (files, webhooks, name) = Read(invocation);
        if (webhooks.All(webhook => webhook.Name != name))
        {
            throw new UserException($"There is no webhook '{name}'.", "See them: qm webhooks list",
                ExitCode.WrongUse);
        }

        files.Save(WebhookList.FileName, new WebhookList([.. webhooks.Where(webhook => webhook.Name != name)]));
        return new($"The webhook {name} is removed.");
    }

    private static (ServingFiles Files, IReadOnlyList<Webhook> Webhooks, string Name) Read(Invocation invocation)
    {
        var files = Files(invocation);
        return (files, files.Read<WebhookList>(WebhookList.FileName)?.Webhooks ?? [], invocation.Get(s_name));
    }

    private static ServingFiles Files(Invocation invocation) => new(Workspaces.Open(invocation));
}
