using System;
using System.IO;
using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Recognises a text that is nothing but the path of an existing image, document or sound.</summary>
internal static class AttachmentPath
{
    private const int Longest = 1024;

    public static bool IsOne(PSCmdlet cmdlet, string text)
    {
        string path = text.Trim();

        // A UNC path is ignored, because a piped text must not make this machine connect to another one.
        bool mayBe = path.Length is > 0 and <= Longest
            && MediaFormat.OfName(path) is not null
            && path.IndexOfAny(['\n', '\r', '\0']) < 0
            && !path.StartsWith(@"\\", StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal);
        try
        {
            return mayBe
                && RegularFile.Exists(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _))
                && provider.Name == "FileSystem";
        }
        catch (Exception error) when (error is RuntimeException or ArgumentException or NotSupportedException or IOException)
        {
            return false;
        }
    }
}
