//! Our shell reader against `brush-parser`: on every text that it can read, both must find the
//! same commands, in the same order, with the same arguments.

use brush_parser::ast;
use brush_parser::word::{self, WordPiece, WordPieceWithSource};
use brush_parser::{Parser, ParserOptions};
use cozydock::shell::{Command, Dialect, Script, Via, parse};
use cozydock::source::Origin;

/// A command as the oracle sees it; a word that only run time knows is `None`.
type Words = Vec<Option<String>>;

struct Oracle {
    options: ParserOptions,
    commands: Vec<Words>,
}

impl Oracle {
    fn read(text: &str) -> Option<Vec<Words>> {
        let mut oracle = Oracle {
            options: ParserOptions::default(),
            commands: Vec::new(),
        };
        oracle.script(text)?;
        Some(oracle.commands)
    }

    fn script(&mut self, text: &str) -> Option<()> {
        let program = Parser::new(text.as_bytes(), &self.options)
            .parse_program()
            .ok()?;
        program
            .complete_commands
            .iter()
            .try_for_each(|list| self.list(list))
    }

    fn list(&mut self, list: &ast::CompoundList) -> Option<()> {
        for ast::CompoundListItem(and_or, _) in &list.0 {
            self.pipeline(&and_or.first)?;
            for more in &and_or.additional {
                let (ast::AndOr::And(pipeline) | ast::AndOr::Or(pipeline)) = more;
                self.pipeline(pipeline)?;
            }
        }
        Some(())
    }

    fn pipeline(&mut self, pipeline: &ast::Pipeline) -> Option<()> {
        pipeline.seq.iter().try_for_each(|command| match command {
            ast::Command::Simple(simple) => self.simple(simple),
            ast::Command::Compound(compound, redirects) => {
                self.compound(compound)?;
                self.redirects(redirects.as_ref())
            }
            ast::Command::Function(function) => self.compound(&function.body.0),
            ast::Command::ExtendedTest(test, _) => self.test(&test.expr),
        })
    }

    fn compound(&mut self, compound: &ast::CompoundCommand) -> Option<()> {
        match compound {
            ast::CompoundCommand::Arithmetic(_) => Some(()),
            ast::CompoundCommand::ArithmeticForClause(clause) => self.list(&clause.body.list),
            ast::CompoundCommand::BraceGroup(group) => self.list(&group.list),
            ast::CompoundCommand::Subshell(subshell) => self.list(&subshell.list),
            ast::CompoundCommand::ForClause(clause) => {
                clause
                    .values
                    .iter()
                    .flatten()
                    .try_for_each(|word| self.word(&word.value).map(drop))?;
                self.list(&clause.body.list)
            }
            ast::CompoundCommand::CaseClause(clause) => {
                self.word(&clause.value.value)?;
                clause
                    .cases
                    .iter()
                    .filter_map(|case| case.cmd.as_ref())
                    .try_for_each(|list| self.list(list))
            }
            ast::CompoundCommand::IfClause(clause) => {
                self.list(&clause.condition)?;
                self.list(&clause.then)?;
                clause.elses.iter().flatten().try_for_each(|branch| {
                    branch
                        .condition
                        .iter()
                        .try_for_each(|list| self.list(list))?;
                    self.list(&branch.body)
                })
            }
            ast::CompoundCommand::WhileClause(clause)
            | ast::CompoundCommand::UntilClause(clause) => {
                self.list(&clause.0)?;
                self.list(&clause.1.list)
            }
            ast::CompoundCommand::Coprocess(_) => None,
        }
    }

    fn test(&mut self, test: &ast::ExtendedTestExpr) -> Option<()> {
        match test {
            ast::ExtendedTestExpr::And(left, right) | ast::ExtendedTestExpr::Or(left, right) => {
                self.test(left)?;
                self.test(right)
            }
            ast::ExtendedTestExpr::Not(test) | ast::ExtendedTestExpr::Parenthesized(test) => {
                self.test(test)
            }
            ast::ExtendedTestExpr::UnaryTest(_, word) => self.word(&word.value).map(drop),
            ast::ExtendedTestExpr::BinaryTest(_, left, right) => {
                self.word(&left.value)?;
                self.word(&right.value).map(drop)
            }
        }
    }

    fn simple(&mut self, simple: &ast::SimpleCommand) -> Option<()> {
        let place = self.commands.len();
        self.commands.push(Vec::new());
        let mut words = Vec::new();
        if let Some(prefix) = &simple.prefix {
            self.items(&prefix.0, &mut words, true)?;
        }
        if let Some(name) = &simple.word_or_name {
            words.push(self.word(&name.value)?);
        }
        if let Some(suffix) = &simple.suffix {
            self.items(&suffix.0, &mut words, false)?;
        }
        self.commands[place] = words;
        Some(())
    }

    fn items(
        &mut self,
        items: &[ast::CommandPrefixOrSuffixItem],
        words: &mut Words,
        prefix: bool,
    ) -> Option<()> {
        for item in items {
            match item {
                ast::CommandPrefixOrSuffixItem::IoRedirect(redirect) => self.redirect(redirect)?,
                ast::CommandPrefixOrSuffixItem::Word(word) => words.push(self.word(&word.value)?),
                ast::CommandPrefixOrSuffixItem::AssignmentWord(_, word) => {
                    let word = self.word(&word.value)?;
                    if !prefix {
                        words.push(word);
                    }
                }
                ast::CommandPrefixOrSuffixItem::ProcessSubstitution(_, subshell) => {
                    self.list(&subshell.list)?;
                    words.push(None);
                }
            }
        }
        Some(())
    }

    fn redirects(&mut self, redirects: Option<&ast::RedirectList>) -> Option<()> {
        redirects
            .iter()
            .flat_map(|list| &list.0)
            .try_for_each(|redirect| self.redirect(redirect))
    }

    fn redirect(&mut self, redirect: &ast::IoRedirect) -> Option<()> {
        match redirect {
            ast::IoRedirect::File(
                _,
                _,
                ast::IoFileRedirectTarget::ProcessSubstitution(_, subshell),
            ) => self.list(&subshell.list),
            ast::IoRedirect::File(_, _, ast::IoFileRedirectTarget::Filename(word))
            | ast::IoRedirect::HereString(_, word)
            | ast::IoRedirect::OutputAndError(word, _) => self.word(&word.value).map(drop),
            ast::IoRedirect::HereDocument(_, document) if document.requires_expansion => {
                let pieces = word::parse_heredoc(&document.doc.value, &self.options).ok()?;
                self.pieces(&pieces, &mut String::new()).map(drop)
            }
            _ => Some(()),
        }
    }

    /// The value of a word if it is literal; reads the substitutions in it.
    #[expect(
        clippy::option_option,
        reason = "unreadable, known at run time only, or literal"
    )]
    fn word(&mut self, text: &str) -> Option<Option<String>> {
        let pieces = word::parse(text, &self.options).ok()?;
        let mut value = String::new();
        let literal = self.pieces(&pieces, &mut value)?;
        Some(literal.then_some(value))
    }

    fn pieces(&mut self, pieces: &[WordPieceWithSource], value: &mut String) -> Option<bool> {
        let mut literal = true;
        for piece in pieces {
            match &piece.piece {
                WordPiece::Text(text) | WordPiece::SingleQuotedText(text) => value.push_str(text),
                WordPiece::EscapeSequence(text) => {
                    value.push_str(text.strip_prefix('\\').unwrap_or(text));
                }
                WordPiece::DoubleQuotedSequence(inner)
                | WordPiece::GettextDoubleQuotedSequence(inner) => {
                    literal &= self.pieces(inner, value)?;
                }
                WordPiece::CommandSubstitution(script)
                | WordPiece::BackquotedCommandSubstitution(script) => {
                    self.script(script)?;
                    literal = false;
                }
                WordPiece::ArithmeticExpression(expression) => {
                    self.word(&expression.value)?;
                    literal = false;
                }
                WordPiece::TildeExpansion(_)
                | WordPiece::ParameterExpansion(_)
                | WordPiece::AnsiCQuotedText(_) => literal = false,
            }
        }
        Some(literal)
    }
}

/// Joins the lines of a `RUN` the way `BuildKit` does, line by line; here-documents start on the
/// first line that is not joined to the next.
fn joined(text: &str) -> String {
    let mut joined = String::new();
    let mut lines = text.split_inclusive('\n');
    let mut open = false;
    for line in lines.by_ref() {
        let content = line.trim();
        if open && (content.is_empty() || content.starts_with('#')) {
            continue;
        }
        let end = line.trim_end();
        match end.strip_suffix('\\') {
            Some(before) if !before.ends_with('\\') => {
                joined.push_str(before);
                open = true;
            }
            _ => {
                joined.push_str(line);
                break;
            }
        }
    }
    joined.extend(lines);
    joined
}

/// True for what stands in the text itself: not what `sudo` or `bash -c` start.
fn written(script: &Script<'_>, command: &Command<'_>) -> bool {
    let mut command = command;
    loop {
        if matches!(
            command.via,
            Via::Wrapper | Via::ShellString | Via::HereDocument
        ) {
            return false;
        }
        match command.inside {
            Some(index) => command = &script.commands[index],
            None => return true,
        }
    }
}

/// What the two see differently; nothing where the oracle can't read the text.
fn disagreement(text: &str) -> Result<(), String> {
    let Some(expected) = Oracle::read(&joined(text)) else {
        return Err("unreadable".into());
    };
    let script = parse(text, &Origin::Verbatim(0), Dialect::DOCKERFILE);
    let commands = script
        .commands
        .iter()
        .filter(|command| written(&script, command));
    // `[[` and `((` are no simple commands for the oracle.
    let commands = commands.filter(|command| !matches!(command.program(), "[[" | "(("));
    let ours: Vec<&Command<'_>> = commands.collect();
    let same = ours.len() == expected.len()
        && ours.iter().zip(&expected).all(|(command, expected)| {
            command.words.len() == expected.len()
                && command.words.iter().zip(expected).all(|(word, expected)| {
                    match (word.literal(), expected) {
                        (Some(ours), Some(theirs)) => ours == theirs,
                        _ => true,
                    }
                })
        });
    if same && script.problem.is_none() {
        return Ok(());
    }
    let show = |command: &&Command<'_>| -> Vec<String> {
        command
            .words
            .iter()
            .map(|word| word.value.clone().into_owned())
            .collect()
    };
    let ours: Vec<Vec<String>> = ours.iter().map(show).collect();
    Err(format!(
        "{:?}\n{text}\nours   {ours:?}\ntheirs {expected:?}",
        script.problem
    ))
}

#[test]
fn finds_the_commands_that_brush_finds() {
    for text in BODIES {
        if let Err(difference) = disagreement(text) {
            panic!("{difference}");
        }
    }
}

/// `RUN` texts in the manner of real images.
const BODIES: &[&str] = &[
    "apt-get update && apt-get install -y --no-install-recommends ca-certificates curl \\\n && rm -rf /var/lib/apt/lists/*\n",
    "set -eux; \\\n\tapt-get update; \\\n\t# tools for the build\n\tapt-get install -y gcc \\\n\n\t\tmake; \\\n\trm -rf /tmp/*\n",
    "apk add --no-cache --virtual .build-deps gcc musl-dev && pip install --no-cache-dir -r requirements.txt && apk del .build-deps",
    "curl -fsSL https://deb.example.org/key.gpg | gpg --dearmor -o /etc/apt/keyrings/x.gpg 2>/dev/null",
    "for key in \\\n  AAAA1111 \\\n  BBBB2222 \\\n; do \\\n  gpg --batch --recv-keys \"$key\" || gpg --recv-keys \"$key\" ; \\\ndone\n",
    "ARCH= && dpkgArch=\"$(dpkg --print-architecture)\" \\\n && case \"${dpkgArch##*-}\" in \\\n amd64) ARCH='x64' OPENSSL='linux-x86_64';; \\\n arm64) ARCH='arm64';; \\\n *) echo \"unsupported architecture\"; exit 1 ;; \\\n esac \\\n && set -ex\n",
    "if [ \"$(uname -m)\" = \"x86_64\" ]; then wget -qO- https://x | tar -xz -C /opt; elif test -f /a; then cp /a /b; else exit 1; fi",
    "export GNUPGHOME=\"$(mktemp -d)\"; gpg --verify a.asc a; gpgconf --kill all; rm -rf \"$GNUPGHOME\"",
    "find /usr/local -depth \\( \\( -type d -a \\( -name test -o -name tests \\) \\) -o \\( -type f -a -name '*.pyc' \\) \\) -exec rm -rf '{}' +",
    "cd /src && ./configure --prefix=/usr CFLAGS=\"-O2 -g\" && make -j\"$(nproc)\" && make install && cd / && rm -rf /src",
    "{ echo 'install: --no-document'; echo 'update: --no-document'; } >> /usr/local/etc/gemrc",
    "(cd /app && npm ci) && ( npm run build || true )",
    "groupadd -r app --gid=999; useradd -r -g app --uid=999 --home-dir=/app --shell=/bin/bash app; install --verbose --directory --owner app /app",
    "echo \"deb [signed-by=/etc/x.gpg] https://x $(lsb_release -cs) main\" > /etc/apt/sources.list.d/x.list",
    "while read -r name; do case $name in (a|b) echo \"$name\" ;; c) ;; esac; done < /list",
    "A=1 B=\"two words\" C='$D' env | sort -u",
    "! command -v python2 && until ping -c1 db; do sleep 1; done",
    "sed -i -e 's/^#\\(.*\\)$/\\1/' -e \"s|%%X%%|$X|\" /etc/f && grep -q \"^a\\$\" /etc/f",
    "build() { make \"$@\"; }; build all; function clean { rm -rf build; }; clean",
    "[[ -n \"$A\" && $B == x* ]] && echo yes || echo no",
    "(( n > 1 )) && echo many; n=$(( n + $(wc -l < /f) ))",
    "cat <<EOF > /etc/app.conf\nuser = $(id -un)\n# no comment; rm -rf /\nEOF\n",
    "cat <<'EOF' > /a && cat <<-EOT | tee /b\n$(not run)\nEOF\n\tone `two`\n\tEOT\n",
    "echo a'b'\"c\"\\ d e\\;f \\#g h#i # j && k",
    "diff <(sort a) <(sort b) > /dev/null 2>&1 &",
    "ls -l | awk '{ print $1; }' | xargs -r -n1 rm -f; wait",
    "x=`date +%s`; echo \"today: `date` $(echo \"nested $(echo deep)\")\"",
    "time make; time -p make check",
    "in\\\nstall -d 'a \\\n  b' \"c\\\nd\"\n",
    "mysqld --skip-networking & pid=\"$!\"; for i in $(seq 30); do if mysqladmin ping; then break; fi; sleep 1; done; kill $pid",
    "echo ${A:-default} \"${B:?must be set}\" ${C//x/y} ${#D} $@ $# $? \"$*\"",
    "if a; then b; fi > /log 2>&1 && c >> /log 2>>/err < /in",
];
