using System;

namespace OfoxPS.Gateway.Models;

/// <summary>A model as a request names it: an id, and test options after a question mark.</summary>
internal sealed record ModelReference(string FullName, string Id, ModelOptions Options)
{
    public static ModelReference Parse(string name)
    {
        int mark = name.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? new ModelReference(name, name, ModelOptions.None)
            : new ModelReference(name, name[..mark], OptionParser.Parse(name[(mark + 1)..]));
    }

}
