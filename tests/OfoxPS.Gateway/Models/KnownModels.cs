using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Gateway.Models;

internal static class KnownModels
{
    public static IReadOnlyList<ModelCard> All { get; } =
    [
        new("openai/gpt-4o", "GPT-4o", 128000, 16384, Vision: true, "0.0000025", "0.00001", "0.00000125", "0.0000025"),
        new("openai/gpt-4o-mini", "GPT-4o mini", 128000, 16384, Vision: true, "0.00000015", "0.0000006", "0.000000075", "0.00000015"),
        new("anthropic/claude-sonnet-4.5", "Claude Sonnet 4.5", 200000, 64000, Vision: true, "0.000003", "0.000015", "0.0000003",
            "0.00000375"),
        new("google/gemini-3-flash-preview", "Gemini 3 Flash Preview", 1048576, 65536, Vision: true, "0.0000005", "0.000003", "0.00000005",
            "0.0000005"),
        new("deepseek/deepseek-v3.2", "DeepSeek V3.2", 131072, 65536, Vision: false, "0.00000028", "0.00000042", "0.000000028",
            "0.00000028"),
        new("z-ai/glm-5-turbo", "GLM 5 Turbo", 202752, 131072, Vision: false, "0", "0", "0", "0"),
    ];

    public static ModelCard? Find(string id) => All.FirstOrDefault(card => card.Id == id);
}
