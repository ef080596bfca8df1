using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml;

namespace OfoxPS.UnitTests.Layers;

/// <summary>Names a type in each place where one can be named, to prove that the walk looks there.</summary>
[TypeConverter(typeof(UriTypeConverter))]
internal abstract class WalkedSample<T> : IComparer<Version>
    where T : IComparable<Rune>
{
    private readonly List<Regex>? _generic = null;

    public event EventHandler<CancelEventArgs>? Event;

    public abstract Complex Property { get; }

    public int Compare(Version? x, Version? y) => _generic is null ? 0 : 1;

    public abstract void Signature([NotNull] Half[] array, ref DateOnly reference);

    public void Body()
    {
        Event?.Invoke(this, new CancelEventArgs());
        try
        {
            Action lambda = static () => GC.KeepAlive(typeof(XmlNode));
            lambda();
        }
        catch (SmtpException)
        {
            // Only its type matters.
        }
    }

    public static async Task<int> StateMachineAsync()
    {
        await Task.Yield();
        return Array.Empty<TimeOnly>().Length;
    }
}
