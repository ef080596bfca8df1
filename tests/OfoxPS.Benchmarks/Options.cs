using System;
using System.Collections.Generic;
using System.Globalization;

namespace OfoxPS.Benchmarks;

/// <summary>The command line.</summary>
internal sealed class Options
{
    /// <summary>Only these groups; all where there are none.</summary>
    public List<string> Only { get; } = [];

    /// <summary>How many rounds count.</summary>
    public int Rounds { get; private set; } = 9;

    /// <summary>The root of the repository, where the page is written; null to print only.</summary>
    public string? Root { get; private set; }

    /// <summary>The pwsh.dll of the PowerShell that is measured: dotnet runs it.</summary>
    public string PowerShell { get; private set; } = "";

    /// <summary>How many requests the group load sends; null for its default.</summary>
    public int? Requests { get; private set; }

    public static Options Read(string[] arguments)
    {
        Options options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            string Value() => i + 1 < arguments.Length ? arguments[++i] : throw new ArgumentException($"{arguments[i]} needs a value.");
            switch (arguments[i])
            {
                case "--only":
                    options.Only.AddRange(Value().Split(','));
                    break;
                case "--rounds":
                    options.Rounds = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--write":
                    options.Root = Value();
                    break;
                case "--pwsh":
                    options.PowerShell = Value();
                    break;
                case "--requests":
                    options.Requests = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                default:
                    throw new ArgumentException(
                        $"{arguments[i]} is unknown. Known are --only group,group, --rounds number, --write folder, --requests number "
                        + $"and --pwsh pwsh.dll.");
            }
        }

        return options.PowerShell.Length > 0 ? options : throw new ArgumentException("--pwsh must name the pwsh.dll of a PowerShell 7.");
    }
}
