using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace OfoxPS.McpServer;

/// <summary>
/// A server of the older era by raw lines, with one bad manner. It offers one read-only tool, <c>go</c>, unless that is its manner.
/// </summary>
internal sealed partial class RawServer
{
    private readonly string _kind;
    private readonly int _size;
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly string[] _arguments;
    private readonly List<string> _answers = [];
    private int _lists;

    /// <param name="kind">The manner; one that has a size, as in <c>tools:1001</c>.</param>
    /// <param name="input">Where messages come from.</param>
    /// <param name="output">Where messages go.</param>
    /// <param name="arguments">The other arguments of the program.</param>
    public RawServer(string kind, TextReader input, TextWriter output, string[] arguments)
    {
        _arguments = arguments;
        string[] parts = kind.Split(':');
        _kind = parts[0];
        _size = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        _input = input;
        _output = output;
    }

    public void Run()
    {
        Begin();
        while (_input.ReadLine() is { } line)
        {
            JsonObject message = JsonNode.Parse(line)!.AsObject();
            string? method = (string?)message["method"];
            if (method is null)
            {
                _answers.Add(message["error"] is { } error ? $"{error["code"]}" : "answered");
            }
            else if (message["id"] is { } id)
            {
                Answer(method, id.DeepClone(), message["params"] as JsonObject ?? []);
            }
        }

        if (_kind == "stays")
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private void Begin()
    {
        switch (_kind)
        {
            case "silent":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "text":
                Say("Welcome to a program that is no server");
                break;
            case "beside":
                Say(new string('x', _size));
                break;
            case "greeting":
                Say("Starting ...");
                break;
            case "bom":
                _output.Write('\uFEFF');
                break;
            case "loud":
                // A line that holds a secret where an error is cut, and more lines than anybody keeps.
                Console.Error.WriteLine(new string('x', 1995) + Secret);
                for (int i = 0; i < 100_000; i++)
                {
                    Console.Error.WriteLine($"line {i} {Secret}");
                }

                break;
            case "endless":
                while (true)
                {
                    Say(new string('x', 1000));
                }

            case "large":
                _output.Write("{\"jsonrpc\":\"2.0\",\"method\":\"");
                for (int i = 0; i < 100; i++)
                {
                    _output.Write(new string('x', 1_000_000));
                }

                Say("\"}");
                break;
            case "crash":
                Console.Error.WriteLine("first line");
                Console.Error.WriteLine("no database");
                Environment.Exit(3);
                break;
            case "tree" or "stays":
                // Children in sessions of their own that take no signal, and whose parent is gone.
                using (Process child = Process.Start(
                    "/bin/sh", ["-c",
                    "(setsid sh -c \"trap '' TERM HUP INT; while :; do sleep 1; done\" >/dev/null 2>&1 &) ; setsid sh -c \"trap '' TERM "
                    + "HUP INT; while :; do sleep 1; done\" >/dev/null 2>&1 &"]))
                {
                    child.WaitForExit();
                }

                break;
        }
    }

    private void Answer(string method, JsonNode id, JsonObject parameters)
    {
        if (_kind is "text")
        {
            return;
        }

        if (_kind == "bytes" && method == "tools/list")
        {
            string list = new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id,
                ["result"] = new JsonObject { ["tools"] = new JsonArray(Tool("go")), ["_meta"] = new JsonObject { ["x"] = string.Empty } }
            }
                .ToJsonString();
            Say(list.Replace("\"x\":\"", "\"x\":\"" + new string('x', _size - list.Length - 1), StringComparison.Ordinal));
            return;
        }

        switch (method)
        {
            case "initialize":
                string name = _kind == "terminal" ? "evil\u001b[2Jname" : "raw";
                Result(id, new JsonObject
                {
                    ["protocolVersion"] = (string)parameters["protocolVersion"]!,
                    ["capabilities"] = new JsonObject { ["tools"] = new JsonObject { ["listChanged"] = true } },
                    ["serverInfo"] = new JsonObject { ["name"] = name, ["version"] = "0\u001b[31m" },
                    ["instructions"] = _kind == "terminal" ? "do\u001b[2J this" : $"Secret: {Secret}",
                });
                break;
            case "tools/list":
                if (_kind == "deaf")
                {
                    // Before the answer, so that no later message finds the pipe open.
                    Close(0);
                }

                Result(id, List(parameters));
                if (_kind is "deaf" or "stuffed")
                {
                    Thread.Sleep(Timeout.Infinite);
                }

                break;
            case "server/discover" when _kind == "input":
                Result(id, new JsonObject
                {
                    ["resultType"] = "complete",
                    ["supportedVersions"] = new JsonArray("2026-07-28"),
                    ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                    ["ttlMs"] = 0,
                    ["cacheScope"] = "private"
                });
                break;
            case "tools/call":
                Call(id);
                break;
            default:
                Send(new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["id"] = id,
                    ["error"] = new JsonObject { ["code"] = -32601, ["message"] = "unknown" }
                });
                break;
        }
    }

    // Closes stdin or stdout. The framework has handles of its own to the same pipe.
    private static void Close(int number)
    {
        string? pipe = File.ResolveLinkTarget($"/proc/self/fd/{number}", returnFinalTarget: false)?.Name;
        foreach (string handle in Directory.GetFiles("/proc/self/fd"))
        {
            if (File.ResolveLinkTarget(handle, returnFinalTarget: false)?.Name == pipe)
            {
                new SafeFileHandle(int.Parse(Path.GetFileName(handle), CultureInfo.InvariantCulture), ownsHandle: true).Dispose();
            }
        }
    }

    private static string? Secret => Environment.GetEnvironmentVariable("API_TOKEN");

    private void Text(JsonNode id, string text) =>
        Result(id, new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }) });

    private void Result(JsonNode id, JsonObject result) => Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result });

    private void Send(JsonObject message) => Say(message.ToJsonString());

    private void Say(string line)
    {
        _output.Write(line + "\n");
        _output.Flush();
    }
}
