#!/bin/sh
# Hands a task over to build.ps1 where PowerShell 7.4 or later is installed. Where it is not, Build, Test, Benchmark and Demo need the .NET SDK only.
cd "$(dirname "$0")" || exit 1
configuration=Release
version=$(sed -n "s/.*ModuleVersion *= *'\(.*\)'.*/\1/p" OfoxPS.psd1)
export DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null; then
    echo 'The .NET SDK is missing. Install version 10 from https://dot.net/download and try again.' >&2
    exit 1
fi

works() { "$1" -NoProfile -Command 'exit [int]($PSVersionTable.PSVersion -lt "7.4.0")' >/dev/null 2>&1 </dev/null; }
for powershell in pwsh ./.tools/pwsh; do
    if works "$powershell"; then exec "$powershell" -NoProfile -File build.ps1 "$@"; fi
done

build() {
    for project in "$@"; do dotnet build "$project" -c $configuration -v quiet -nologo || exit 1; done
}

run() {
    dotnet test "tests/OfoxPS.$1" -c $configuration --no-build -nologo --logger "trx;LogFileName=$1.trx" \
        --results-directory TestResults --blame-hang-timeout 2min --blame-hang-dump-type none
}

# Mono itself crashes now and then when all tests have ended: a run without a failed test is made once more.
breaks_off() {
    [ "$1" = FrameworkTests ] && ! grep -q '<UnitTestResult .*outcome="Failed"' "TestResults/$1.trx"
}

# The sum of the result files, as the last line; fails where a test failed, where a run broke off, and where nothing ran.
total() {
    # Thousands of lines may stand between a failure and the end of the output.
    sed -n '/<UnitTestResult .*outcome="Failed"/s/.* testName="\([^"]*\)".*/Failed: \1/p' TestResults/*.trx
    sed -n 's/.*<Counters total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)".*/\1 \2 \3/p' TestResults/*.trx | awk -v broken="$1" '
        { total += $1; executed += $2; passed += $3 }
        END {
            failed = executed - passed
            if (failed == 0 && (broken || executed == 0)) failed = 1
            printf "%d passed, %d failed", passed, failed
            if (total > executed) printf ", %d skipped", total - executed
            print ""
            exit failed > 0
        }'
}

for task in "$@"; do :; done
case "${task:-Build}" in
[Bb]uild)
    build OfoxPS.sln
    echo "OfoxPS is in output/OfoxPS, and can be imported from ./OfoxPS.psd1." ;;
[Dd]emo)
    build src/OfoxPS tests/OfoxPS.Gateway tests/OfoxPS.Engine
    echo "PowerShell's engine from NuGet; an installed PowerShell 7.4 or later shows more."
    exec dotnet "tests/OfoxPS.Engine/bin/$configuration/net10.0/OfoxPS.Engine.dll" build/Demo.ps1 \
        -Module "$PWD/output/OfoxPS/$version/OfoxPS.psd1" -Gateway "tests/OfoxPS.Gateway/bin/$configuration/net10.0/OfoxPS.Gateway.dll" ;;
[Bb]enchmark)
    build OfoxPS.sln
    # Groups that need an installed PowerShell are left out.
    exec dotnet "tests/OfoxPS.Benchmarks/bin/$configuration/net10.0/OfoxPS.Benchmarks.dll" --write "$PWD" ;;
[Tt]est)
    rm -rf TestResults
    build OfoxPS.sln
    broken=0
    # The build for Windows PowerShell runs in Mono where that is installed.
    if command -v mono >/dev/null; then framework=FrameworkTests; else framework=; fi
    for project in UnitTests EngineTests $framework; do
        run "$project" || { breaks_off "$project" && run "$project"; } || broken=1
    done
    [ "$framework" ] || echo 'Not run: the tests of the build for Windows PowerShell. They need Windows, or Mono (mono on the PATH).'
    echo 'Not run: the Pester tests and PSScriptAnalyzer. They need an installed PowerShell 7.4 or later.'
    total $broken ;;
*)
    echo "build.sh $task needs PowerShell 7.4 or later: https://learn.microsoft.com/powershell/scripting/install/installing-powershell" >&2
    exit 1 ;;
esac
