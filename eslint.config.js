import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

const sized = {
	'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
	'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
}

export default defineConfig(
	globalIgnores(['build/', '.svelte-kit/', 'node_modules/', 'data/', 'test-results/']),
	js.configs.recommended,
	ts.configs.strictTypeChecked,
	ts.configs.stylisticTypeChecked,
	svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: {
				projectService: { allowDefaultProject: ['*.js', 'tests/*.mjs', 'bin/*'] },
				extraFileExtensions: ['.svelte'],
			},
		},
		rules: {
			...sized,
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/consistent-type-definitions': 'off', // unions and records read better as types
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unsafe-enum-assignment': 'off', // erasableSyntaxOnly leaves no enums; the rule is slow
			'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
			'no-console': 'error',
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: { 'svelte/no-navigation-without-resolve': 'off' }, // addresses come from one typed table (src/components/paths.ts)
	},
	{
		files: ['src/domain/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: "NewExpression[callee.name='Date'][arguments.length=0]",
					message: 'The clock is an argument.',
				},
				{
					selector: "MemberExpression[object.name='Date'][property.name='now']",
					message: 'The clock is an argument.',
				},
				{
					selector: "MemberExpression[object.name='Math'][property.name='random']",
					message: 'Chance is an argument.',
				},
			],
		},
	},
	{
		files: ['*.config.ts', '*.config.js'],
		rules: { 'no-restricted-exports': 'off' },
	},
	{
		files: ['src/cli/**', 'tests/**', 'bench/**', 'bin/**'],
		rules: { 'no-console': 'off' },
	},
	{
		files: ['tests/**', '**/*.test.ts'],
		rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
	},
	{ files: ['**/*.js', '**/*.mjs', 'bin/*'], extends: [ts.configs.disableTypeChecked] },
)
