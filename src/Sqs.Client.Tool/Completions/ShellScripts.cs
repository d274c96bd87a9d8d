namespace Sqs.Client.Tool.Completions;

/// <summary>
/// The scripts: each hands the tool what stands behind its name up to the cursor, by the directive <c>[suggest:POSITION]</c>, and offers the lines that come back.
/// </summary>
internal static class ShellScripts
{
    private const string Bash = """
        # Completions of sqs for bash: put into ~/.bashrc the line  eval "$(sqs completions bash)"
        _sqs_complete() {
            local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}"
            line="${line#"${COMP_WORDS[0]}" }"
            mapfile -t COMPREPLY < <(compgen -W "$(sqs "[suggest:${#line}]" "$line" 2> /dev/null)" -- "$word")
        }
        complete -o default -F _sqs_complete sqs

        """;

    private const string Zsh = """
        # Completions of sqs for zsh: put into ~/.zshrc, behind compinit, the line  eval "$(sqs completions zsh)"
        _sqs_complete() {
            local line="${LBUFFER#* }"
            local -a found
            found=("${(@f)$(sqs "[suggest:${#line}]" "$line" 2> /dev/null)}")
            compadd -- ${found:#}
        }
        compdef _sqs_complete sqs

        """;

    private const string Fish = """
        # Completions of sqs for fish: put into ~/.config/fish/config.fish the line  sqs completions fish | source
        function __sqs_complete
            set -l line (string replace -r '^\S+\s' '' -- (commandline -cp))
            sqs "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null
        end
        complete -f -c sqs -a '(__sqs_complete)'

        """;

    private const string Pwsh = """
        # Completions of sqs for PowerShell: put into $PROFILE the line  sqs completions pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName sqs -ScriptBlock {
            param($word, $ast, $cursor)
            $line = $ast.ToString().PadRight($cursor - $ast.Extent.StartOffset).Substring(0, $cursor - $ast.Extent.StartOffset) -replace '^\S+\s', ''
            sqs "[suggest:$($line.Length)]" "$line" 2> $null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    public static IReadOnlyList<(string Shell, string Text)> All { get; } = [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", Pwsh)];

    public static string Names => string.Join(", ", All.Select(script => script.Shell));
}
